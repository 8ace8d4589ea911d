package dev.chorus.client.connection;

import java.util.UUID;

/** Ids that nobody else makes. */
final class RandomHex {
    private RandomHex() {}

    /** 32 random hexadecimal digits. */
    static String text() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
