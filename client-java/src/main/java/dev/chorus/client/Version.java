package dev.chorus.client;

/** The version of this SDK. */
public final class Version {
    /** As text, {@code 0.1.0} for instance. */
    public static final String TEXT = "0.1.0";

    private Version() {}
}
