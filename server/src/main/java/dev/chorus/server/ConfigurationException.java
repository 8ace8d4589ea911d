package dev.chorus.server;

/** Something about the configuration or the surroundings that a person has to put right. The message is one line. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong and what would be right. */
    public ConfigurationException(String message) {
        super(message, null, false, false);
    }
}
