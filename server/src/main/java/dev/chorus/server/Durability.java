package dev.chorus.server;

/** What a write that was acknowledged is to survive. A Redis of one's own must be configured for it. */
public enum Durability {
    /** Nothing: the data is in memory, and lost with the Redis process, which ends with Chorus. */
    MEMORY("no", "no"),
    /** The end of any process; when the machine itself fails, up to a second of writes may be lost. */
    EVERYSEC("yes", "everysec"),
    /** The failure of the machine: each write is on the disk before it is acknowledged. */
    FSYNC("yes", "always"),
    /** The loss of a server with all that it has: replicas have each write before it is acknowledged. */
    REPLICA("yes", "everysec");

    private final String appendOnly;
    private final String appendFsync;

    Durability(String appendOnly, String appendFsync) {
        this.appendOnly = appendOnly;
        this.appendFsync = appendFsync;
    }

    /** The value of Redis's {@code appendonly}. */
    public String appendOnly() {
        return appendOnly;
    }

    /** The value of Redis's {@code appendfsync}. */
    public String appendFsync() {
        return appendFsync;
    }
}
