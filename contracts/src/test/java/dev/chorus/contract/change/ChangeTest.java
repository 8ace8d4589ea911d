package dev.chorus.contract.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chorus.contract.value.Cesu8;
import dev.chorus.contract.value.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangeTest {
    private static final long LARGEST = (1L << 48) - 1;

    @Test
    void theStoredFormIsReadFieldByField() {
        byte[] stored = HexFormat.of()
                .parseHex("05" + "000000000102" + "018f00000001" + "00000000001f" + "018f00000fff" + "00000003"
                        + "000000000007" + "0002" + "0003" + "0004" + "00000005" + "6b31" + "626f62" + "67312d31"
                        + "7b2261227d");

        Change change = Change.decode(stored);

        assertThat(change)
                .isEqualTo(new Change(
                        ChangeKind.ITEM_UPDATED,
                        0x0102,
                        0x018f00000001L,
                        0x1f,
                        0x018f00000fffL,
                        3,
                        7,
                        "k1",
                        "bob",
                        "g1-1",
                        Json.of("{\"a\"}")));
        assertThat(change.revisionText()).isEqualTo("1f");
    }

    @Test
    void numbersAreUnsigned() {
        Change change = Change.decode(stored(ChangeKind.DOCUMENT_UPDATED, LARGEST, "", "", "", "{}"));

        assertThat(change.eventId()).isEqualTo(LARGEST);
        assertThat(change.atMillis()).isEqualTo(LARGEST);
        assertThat(change.revision()).isEqualTo(LARGEST);
        assertThat(change.expiresMillis()).isEqualTo(LARGEST);
        assertThat(change.accessNumber()).isEqualTo((1L << 32) - 1);
        assertThat(change.requestNumber()).isEqualTo(LARGEST);
    }

    @Test
    void textsMayBeEmptyLongAndAnything() {
        String key = "\ud800 日本 😀 ..\u0000/";
        String actor = "ü".repeat(30_000);
        String data = "[" + "1,".repeat(50_000) + "1]";

        Change change = Change.decode(stored(ChangeKind.ITEM_ADDED, 1, key, actor, "", data));

        assertThat(change.key()).isEqualTo(key);
        assertThat(change.actor()).isEqualTo(actor);
        assertThat(change.connection()).isEmpty();
        assertThat(change.data()).isEqualTo(Json.of(data));
    }

    @ParameterizedTest
    @EnumSource(ChangeKind.class)
    void everyKindHasItsCode(ChangeKind kind) {
        assertThat(ChangeKind.ofCode(kind.code())).isEqualTo(kind);
        assertThat(Change.decode(stored(kind, 3, "k", "a", "c", "1")).kind()).isEqualTo(kind);
    }

    @Test
    void anUnknownKindIsRefused() {
        assertThatThrownBy(() -> ChangeKind.ofCode(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ChangeKind.ofCode(ChangeKind.values().length + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ChangeKind.ofCode(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyMessagesRightsAndTypingAreInNoLog() {
        assertThat(Arrays.stream(ChangeKind.values()).filter(kind -> !kind.isLogged()))
                .containsExactly(ChangeKind.MESSAGE_PUBLISHED, ChangeKind.ACCESS_CHANGED, ChangeKind.TYPING_STARTED);
    }

    private static byte[] stored(
            ChangeKind kind, long number, String key, String actor, String connection, String data) {
        byte[][] texts = {
            Cesu8.encode(key),
            actor.getBytes(StandardCharsets.UTF_8),
            connection.getBytes(StandardCharsets.UTF_8),
            data.getBytes(StandardCharsets.UTF_8)
        };
        ByteBuffer out = ByteBuffer.allocate(Change.FIXED_BYTES
                + Arrays.stream(texts).mapToInt(t -> t.length).sum());
        out.put((byte) kind.code());
        for (int i = 0; i < 4; i++) {
            out.putShort((short) (number >> 32)).putInt((int) number);
        }
        out.putInt((int) number);
        out.putShort((short) (number >> 32)).putInt((int) number);
        for (int i = 0; i < 3; i++) {
            out.putShort((short) texts[i].length);
        }
        out.putInt(texts[3].length);
        for (byte[] text : texts) {
            out.put(text);
        }
        return out.array();
    }
}
