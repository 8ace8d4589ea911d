package dev.chorus.bench;

import java.nio.charset.StandardCharsets;

/** A message as Chorus delivered it, to be sent again by a bare server with another time in it. */
final class BareMessage {
    private static final String MARK = "sent:";

    private final byte[] sample;
    private final int bodyAt;

    BareMessage(byte[] sample) {
        this.sample = sample.clone();
        this.bodyAt = new String(sample, StandardCharsets.ISO_8859_1).indexOf(MARK);
    }

    /** Its bytes with the time and place of one that is sent now. */
    byte[] sentNow(int place) {
        byte[] message = sample.clone();
        byte[] body = MessageAudience.body(place).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(body, 0, message, bodyAt, body.length);
        return message;
    }
}
