package dev.chorus.contract.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Cesu8Test {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "Grüße", "日本語", "\u0000\u007f\u0080\u07ff\u0800\uffff"})
    void textOfTheBasicPlaneIsPlainUtf8(String text) {
        assertThat(Cesu8.encode(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aSupplementaryCharacterIsItsTwoUnits() {
        assertThat(Cesu8.encode("😀"))
                .isEqualTo(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0xBD, (byte) 0xED, (byte) 0xB8, (byte) 0x80});
    }

    @Test
    void bytesSortAsTheTextsDoWhereUtf8WouldNot() {
        String beyond = "\ud83d\ude00";
        String privateUse = "\uffee";

        assertThat(beyond.compareTo(privateUse)).isNegative();
        assertThat(Arrays.compareUnsigned(Cesu8.encode(beyond), Cesu8.encode(privateUse)))
                .isNegative();
    }

    @Test
    void anyTextComesBackAndSortsAsItself() {
        long seed = Long.getLong("chorus.fuzz.seed", System.nanoTime());
        Random random = new Random(seed);

        String before = "";
        for (int i = 0; i < 20_000; i++) {
            String text = randomText(random, before);
            byte[] bytes = Cesu8.encode(text);

            assertThat(Cesu8.decode(bytes, 0, bytes.length)).as("seed %d", seed).isEqualTo(text);
            assertThat(Integer.signum(Arrays.compareUnsigned(bytes, Cesu8.encode(before))))
                    .as("seed %d: %s and %s", seed, text, before)
                    .isEqualTo(Integer.signum(text.compareTo(before)));
            before = text;
        }
    }

    @Test
    void aTextIsReadFromTheMiddleOfOtherBytes() {
        byte[] bytes = Cesu8.encode("äbcö");

        assertThat(Cesu8.decode(bytes, 2, 2)).isEqualTo("bc");
    }

    /** Texts that often share a beginning with the one before, with lone surrogates and every length of encoding. */
    private static String randomText(Random random, String before) {
        StringBuilder text = new StringBuilder(before.substring(0, random.nextInt(before.length() + 1)));
        if (text.length() > 12) {
            text.setLength(0);
        }
        for (int length = random.nextInt(6); length > 0; length--) {
            switch (random.nextInt(5)) {
                case 0 -> text.append((char) random.nextInt(0x80));
                case 1 -> text.append((char) random.nextInt(0x800));
                case 2 -> text.append((char) (0xD800 + random.nextInt(0x800)));
                case 3 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
                default -> text.append((char) random.nextInt(0x10000));
            }
        }
        return text.toString();
    }
}
