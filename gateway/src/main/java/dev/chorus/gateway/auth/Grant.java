package dev.chorus.gateway.auth;

/** The products that a token can open, by the names of its grants. */
public enum Grant {
    /** Sync. */
    DATA_SYNC("data_sync"),
    /** Chat, as tokens of later helper libraries name it. */
    CHAT("chat"),
    /** Chat, as tokens of the first generation name it. */
    IP_MESSAGING("ip_messaging");

    private final String claim;

    Grant(String claim) {
        this.claim = claim;
    }

    /** The name in the token's grants. */
    public String claim() {
        return claim;
    }
}
