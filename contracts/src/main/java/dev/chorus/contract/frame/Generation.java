package dev.chorus.contract.frame;

import java.nio.charset.StandardCharsets;

/** The generations of the socket protocol. They frame alike and differ in their magic word and in their handshake. */
public enum Generation {
    /** {@code /v2/wsconnect}: the token is in the URL (IP messaging specification, section 4). */
    FIRST("TWILSOCK V1.0 ", "http_header"),
    /** {@code /v3/wsconnect}: the token is in the first packet (sync specification, sections 3 to 8). */
    THIRD("TWILSOCK V3.0 ", "http_request");

    private final byte[] magic;
    private final String requestField;

    Generation(String magic, String requestField) {
        this.magic = magic.getBytes(StandardCharsets.US_ASCII);
        this.requestField = requestField;
    }

    /** The header field that describes a tunnelled request. */
    public String requestField() {
        return requestField;
    }

    /** What a packet begins with, up to and with the space before the header's length. */
    byte[] magic() {
        return magic;
    }
}
