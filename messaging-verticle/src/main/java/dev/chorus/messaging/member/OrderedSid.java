package dev.chorus.messaging.member;

import dev.chorus.store.key.NewSid;
import java.util.HexFormat;

/** Sids whose order is that of their making, so that lists in the order of sids show the oldest first. */
final class OrderedSid {
    private static final int TIME_DIGITS = 12;

    private OrderedSid() {}

    static String of(String prefix) {
        String random = NewSid.message().substring(prefix.length() + TIME_DIGITS);
        return prefix + HexFormat.of().toHexDigits(System.currentTimeMillis(), TIME_DIGITS) + random;
    }
}
