package dev.chorus.client.connection;

/** What a client logs, from its level on. Neither tokens nor payloads are ever logged. */
public final class ClientLog {
    private static final System.Logger LOG = System.getLogger("dev.chorus.client");

    private final System.Logger.Level level;

    ClientLog(System.Logger.Level level) {
        this.level = level;
    }

    void error(String message) {
        log(System.Logger.Level.ERROR, message);
    }

    /** Something that an app's developer should know. */
    public void warn(String message) {
        log(System.Logger.Level.WARNING, message);
    }

    void info(String message) {
        log(System.Logger.Level.INFO, message);
    }

    private void log(System.Logger.Level at, String message) {
        if (at.getSeverity() >= level.getSeverity()) {
            LOG.log(at, message);
        }
    }
}
