package dev.chorus.gateway.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.value.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
    @Test
    void fieldsStandInTheOrderOfTheirCalls() {
        byte[] written = new JsonWriter()
                .text("t", "a\"\n")
                .text("none", null)
                .number("n", Long.MIN_VALUE)
                .flag("f", true)
                .date("d", 1)
                .date("never", 0)
                .object("o", inner -> inner.number("x", 1))
                .objects("l", List.of(1, 2), (json, n) -> json.number("n", n))
                .texts("s", List.of("a", "b"))
                .toBytes();

        assertThat(new String(written, StandardCharsets.UTF_8))
                .isEqualTo("{\"t\":\"a\\\"\\n\",\"none\":null,\"n\":-9223372036854775808,\"f\":true,"
                        + "\"d\":\"1970-01-01T00:00:00.001Z\",\"never\":null,\"o\":{\"x\":1},"
                        + "\"l\":[{\"n\":1},{\"n\":2}],\"s\":[\"a\",\"b\"]}");
    }

    @Test
    void rawValuesOfAnyLengthArePassedOnByteForByte() {
        for (int length : new int[] {0, 1, 300, 500, 8_000, 100_000}) {
            Json value = Json.of("\"" + "ü".repeat(length) + "\"");

            Json written = new JsonWriter()
                    .raw("a", value)
                    .raw("none", null)
                    .raw("b", value)
                    .toJson();

            assertThat(written).hasToString("{\"a\":" + value + ",\"none\":null,\"b\":" + value + "}");
        }
    }

    @Test
    void aLoneSurrogateIsWrittenAsTheEscapeThatItCameAs() {
        Json written = new JsonWriter().text("t", "a\ud800b").toJson();

        assertThat(written.toString()).isEqualToIgnoringCase("{\"t\":\"a\\ud800b\"}");
    }
}
