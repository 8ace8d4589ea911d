package dev.chorus.contract.frame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Packets as bytes: a magic word, the header's length, the header as JSON, the payload (sync specification, section 3).
 *
 * <pre>{@code TWILSOCK V3.0 <H>\r\n<header, H bytes>\r\n<payload, header.payload_size bytes>}</pre>
 */
public final class PacketCodec {
    /** The most digits that a header's length may have. */
    private static final int LENGTH_DIGITS = 7;

    private static final ObjectReader HEADER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private PacketCodec() {}

    /**
     * Reads a packet.
     *
     * @throws MalformedPacketException if the bytes are not one packet of this generation; bytes behind the payload are
     *     passed over
     */
    public static Packet decode(Generation generation, byte[] bytes) throws MalformedPacketException {
        byte[] magic = generation.magic();
        if (bytes.length < magic.length || !Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length)) {
            throw new MalformedPacketException("the packet does not begin with its magic word");
        }
        int lineEnd = magic.length;
        int headerBytes = 0;
        while (lineEnd < bytes.length && bytes[lineEnd] >= '0' && bytes[lineEnd] <= '9') {
            if (lineEnd - magic.length == LENGTH_DIGITS) {
                throw new MalformedPacketException("the header's length is too long");
            }
            headerBytes = headerBytes * 10 + (bytes[lineEnd] - '0');
            lineEnd++;
        }
        int headerStart = lineEnd + 2;
        int payloadStart = headerStart + headerBytes + 2;
        if (lineEnd == magic.length || payloadStart > bytes.length || !isLineBreak(bytes, lineEnd)) {
            throw new MalformedPacketException("the header's length does not fit the packet");
        }
        if (!isLineBreak(bytes, payloadStart - 2)) {
            throw new MalformedPacketException("the header does not end where its length says");
        }
        JsonNode header = readHeader(bytes, headerStart, headerBytes);
        return new Packet(text(header, "id"), text(header, "method"), header, payload(header, bytes, payloadStart));
    }

    /** The length of a packet with a header and a payload of these lengths, in bytes. */
    public static int encodedLength(Generation generation, int headerBytes, int payloadBytes) {
        return generation.magic().length + Integer.toString(headerBytes).length() + 2 + headerBytes + 2 + payloadBytes;
    }

    /** What stands before the header. */
    public static byte[] prefix(Generation generation, int headerBytes) {
        byte[] length = (headerBytes + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] prefix = Arrays.copyOf(generation.magic(), generation.magic().length + length.length);
        System.arraycopy(length, 0, prefix, generation.magic().length, length.length);
        return prefix;
    }

    /** A whole packet. The header must already say how long the payload is. */
    public static byte[] encode(Generation generation, byte[] header, byte[] payload) {
        byte[] prefix = prefix(generation, header.length);
        byte[] packet = Arrays.copyOf(prefix, encodedLength(generation, header.length, payload.length));
        System.arraycopy(header, 0, packet, prefix.length, header.length);
        int end = prefix.length + header.length;
        packet[end] = '\r';
        packet[end + 1] = '\n';
        System.arraycopy(payload, 0, packet, end + 2, payload.length);
        return packet;
    }

    private static JsonNode readHeader(byte[] bytes, int start, int length) throws MalformedPacketException {
        try {
            JsonNode header = HEADER.readTree(bytes, start, length);
            if (header == null || !header.isObject()) {
                throw new MalformedPacketException("the header is not a JSON object");
            }
            return header;
        } catch (JsonProcessingException e) {
            throw new MalformedPacketException("the header is not JSON");
        } catch (IOException e) {
            throw new MalformedPacketException("the header cannot be read");
        }
    }

    private static byte[] payload(JsonNode header, byte[] bytes, int start) throws MalformedPacketException {
        JsonNode size = header.path("payload_size");
        if (size.isMissingNode()) {
            return new byte[0];
        }
        if (!size.isIntegralNumber() || !size.canConvertToInt() || size.intValue() < 0) {
            throw new MalformedPacketException("payload_size is not a length");
        }
        if (size.intValue() > bytes.length - start) {
            throw new MalformedPacketException("payload_size is larger than the packet");
        }
        return Arrays.copyOfRange(bytes, start, start + size.intValue());
    }

    private static String text(JsonNode header, String field) throws MalformedPacketException {
        JsonNode value = header.path(field);
        if (!value.isTextual()) {
            throw new MalformedPacketException("the header has no " + field);
        }
        return value.textValue();
    }

    private static boolean isLineBreak(byte[] bytes, int at) {
        return at + 1 < bytes.length && bytes[at] == '\r' && bytes[at + 1] == '\n';
    }
}
