package dev.chorus.server.doctor;

import java.io.IOException;

/** An error that Redis answered with; the message is its own. */
final class RedisRefusal extends IOException {
    private static final long serialVersionUID = 1L;

    RedisRefusal(String message) {
        super(message);
    }

    /** The word in capitals at its beginning, {@code NOPERM}. */
    String code() {
        String message = String.valueOf(getMessage());
        int end = message.indexOf(' ');
        return end < 0 ? message : message.substring(0, end);
    }
}
