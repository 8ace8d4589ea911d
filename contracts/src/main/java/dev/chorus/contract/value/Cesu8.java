package dev.chorus.contract.value;

import java.util.Arrays;

/**
 * Text as bytes that sort as the text does. Map keys are ordered by UTF-16 code units (sync specification, section 14),
 * Redis orders bytes, and UTF-8 disagrees with UTF-16 about characters beyond the basic plane. CESU-8 writes each
 * UTF-16 unit by itself: for all other text it is plain UTF-8, it keeps the order, and no string, however broken its
 * surrogates, is lost in it.
 */
public final class Cesu8 {
    private Cesu8() {}

    /** The bytes of a text. */
    public static byte[] encode(String text) {
        byte[] out = new byte[text.length() * 3];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < 0x80) {
                out[length++] = (byte) unit;
            } else if (unit < 0x800) {
                out[length++] = (byte) (0xC0 | unit >> 6);
                out[length++] = (byte) (0x80 | unit & 0x3F);
            } else {
                out[length++] = (byte) (0xE0 | unit >> 12);
                out[length++] = (byte) (0x80 | unit >> 6 & 0x3F);
                out[length++] = (byte) (0x80 | unit & 0x3F);
            }
        }
        return Arrays.copyOf(out, length);
    }

    /** The text of bytes that {@link #encode} made. */
    public static String decode(byte[] bytes, int offset, int length) {
        char[] out = new char[length];
        int units = 0;
        int end = offset + length;
        for (int i = offset; i < end; ) {
            int first = bytes[i] & 0xFF;
            if (first < 0x80) {
                out[units++] = (char) first;
                i += 1;
            } else if (first < 0xE0) {
                out[units++] = (char) ((first & 0x1F) << 6 | bytes[i + 1] & 0x3F);
                i += 2;
            } else {
                out[units++] = (char) ((first & 0x0F) << 12 | (bytes[i + 1] & 0x3F) << 6 | bytes[i + 2] & 0x3F);
                i += 3;
            }
        }
        return new String(out, 0, units);
    }
}
