package dev.chorus.store.key;

import dev.chorus.contract.value.Sha256;
import java.util.Arrays;
import java.util.HexFormat;

/** Sixteen bytes that stand for some texts, and differ for any others. */
final class Digest {
    private static final int BYTES = 16;

    private final byte[] bytes;

    private Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    static Digest of(String... parts) {
        return new Digest(Arrays.copyOf(Sha256.of(parts), BYTES));
    }

    byte[] bytes() {
        return bytes;
    }

    String text() {
        return HexFormat.of().formatHex(bytes);
    }
}
