package dev.chorus.bench;

import java.util.Map;

/** Keys that every measured cluster is given, so that a token can be had before it starts. */
final class DevelopmentKeyring {
    static final String ACCOUNT = "AC00000000000000000000000000000be1";
    static final String SERVICE = "IS00000000000000000000000000000be1";
    static final String API_KEY = "SK00000000000000000000000000000be1";
    static final String API_SECRET = "0123456789abcdef0123456789abcdef";
    static final String AUTH_TOKEN = "0123456789abcdef0123456789abcdef";

    private DevelopmentKeyring() {}

    /** The variables that fix them. */
    static Map<String, String> environment() {
        return Map.of(
                "CHORUS_ACCOUNT_SID", ACCOUNT,
                "CHORUS_AUTH_TOKEN", AUTH_TOKEN,
                "CHORUS_API_KEY", API_KEY,
                "CHORUS_API_SECRET", API_SECRET,
                "CHORUS_SERVICE_SID", SERVICE);
    }
}
