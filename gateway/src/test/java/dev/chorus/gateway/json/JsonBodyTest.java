package dev.chorus.gateway.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "7",
                "-12345678901234567890123456789",
                "1.50",
                "1e5",
                "1E+400",
                "-0.000e-7",
                "true",
                "false",
                "\"\"",
                "\"text\"",
                "\"\\u0041\\n\\\"\\\\\\/\\ud83d\\ude00\"",
                "\"\\ud800\"",
                "\"日本 😀 ü\"",
                "{}",
                "[]",
                "{ \"b\" : 1 ,\n\t\"a\":[ 1 , 2.0,{} ] }",
                "[[[[\"}\",\"]\",\"\\\"\"]]]]",
                "{\"null\":null}"
            })
    void aValueIsTheBytesThatItsAuthorSent(String value) {
        String[] bodies = {
            "{\"data\":" + value + "}",
            "{\"data\":" + value + ",\"ttl\":1}",
            "{\"ttl\":1,\"data\":" + value + "}",
            " \r\n{ \"data\" \t: \n " + value + " \r, \"x\" : 0 } \n",
            "{\"x\":[1,{\"data\":2}],\"ü\":\"日本\",\"data\": " + value + " }"
        };

        for (String body : bodies) {
            assertThat(read(body).value("data")).as(body).hasToString(value);
        }
    }

    @Test
    void longValuesAreTakenWhole() {
        for (String filler : new String[] {"a", "ü", "日", "😀", "\\n", "\\u0041"}) {
            String value = "\"" + filler.repeat(20_000) + "\"";
            assertThat(read("{\"a\":" + value + ",\"data\":" + value + "}").value("data"))
                    .hasToString(value);
        }
        String number = "9".repeat(900);
        assertThat(read("{\"data\":" + number + "}").value("data")).hasToString(number);
        String array = "[" + "1.5, ".repeat(20_000) + "null]";
        assertThat(read("{\"data\":" + array + "}").value("data")).hasToString(array);
    }

    @Test
    void absentAndNullAreTheSame() {
        JsonBody body = read("{\"data\":null}");

        assertThat(body.value("data")).isNull();
        assertThat(body.has("data")).isFalse();
        assertThat(body.text("data")).isNull();
        assertThat(body.number("data", ErrorCode.TTL_INVALID)).isNull();
        assertThat(body.value("other")).isNull();
        assertThat(read("").value("data")).isNull();
        assertThat(read("{}").number("ttl", ErrorCode.TTL_INVALID)).isNull();
    }

    @Test
    void textsAndNumbersAreRead() {
        JsonBody body = read("{\"name\":\"\\u0061\\n😀\",\"ttl\":-5,\"long\":9223372036854775807,\"empty\":\"\"}");

        assertThat(body.text("name")).isEqualTo("a\n😀");
        assertThat(body.text("empty")).isEmpty();
        assertThat(body.number("ttl", ErrorCode.TTL_INVALID)).isEqualTo(-5);
        assertThat(body.number("long", ErrorCode.TTL_INVALID)).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1e3", "true", "\"5\"", "[]", "{}", "9223372036854775808", "\"\""})
    void whatIsNoIntegerIsRefusedAsOne(String value) {
        assertRefused(
                () -> read("{\"ttl\":" + value + "}").number("ttl", ErrorCode.TTL_INVALID), ErrorCode.TTL_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\ud800\"", "\"a\\udc00b\"", "\"\\ude00\\ud83d\""})
    void halfACharacterIsNoText(String value) {
        assertRefused(() -> read("{\"key\":" + value + "}").text("key"), ErrorCode.BAD_REQUEST);
        assertThat(read("{\"key\":\"\\ud83d\\ude00\"}").text("key")).isEqualTo("😀");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "[]", "{}"})
    void whatIsNoTextIsRefusedAsOne(String value) {
        assertRefused(() -> read("{\"name\":" + value + "}").text("name"), ErrorCode.BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "null",
                "1",
                "\"a\"",
                "[]",
                "{",
                "}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":1}}",
                "{\"a\":1} {}",
                "{\"a\":1}x",
                "{a:1}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":NaN}",
                "{\"a\":tru}",
                "{\"a\":truex}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":[1,]}",
                "{\"a\":[1}",
                "{\"a\":{\"b\":1]}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1}/* */",
                "\u0000{}"
            })
    void whatIsNoJsonObjectIsRefused(String body) {
        assertRefused(() -> read(body), ErrorCode.DATA_MALFORMED);
    }

    @Test
    void nestingIsBounded() {
        assertRefused(
                () -> read("{\"data\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"), ErrorCode.DATA_MALFORMED);
        assertRefused(
                () -> read("{\"data\":" + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_001)),
                ErrorCode.DATA_MALFORMED);
        assertRefused(() -> read("{\"data\":" + "[".repeat(1_000_000)), ErrorCode.DATA_MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
    void anotherEncodingThanUtf8IsRefused(String charset) {
        assertRefused(
                () -> JsonBody.read("{\"data\":{\"a\":1}}".getBytes(Charset.forName(charset))),
                ErrorCode.DATA_MALFORMED);
    }

    @Test
    void bytesThatAreNoUtf8AreRefusedBecauseOthersWouldBeSentThem() {
        byte[][] broken = {
            {(byte) 0xFF},
            {(byte) 0x80},
            {(byte) 0xC3},
            {(byte) 0xC0, (byte) 0x80},
            {(byte) 0xE0, (byte) 0x80, (byte) 0x80},
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {(byte) 0xF8, (byte) 0x88, (byte) 0x80, (byte) 0x80, (byte) 0x80}
        };
        for (byte[] bytes : broken) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            for (String body : new String[] {"{\"data\":\"" + text + "\"}", "{\"data\":{\"" + text + "\":[1]}}"}) {
                assertRefused(
                        () -> JsonBody.read(body.getBytes(StandardCharsets.ISO_8859_1)), ErrorCode.DATA_MALFORMED);
            }
        }
    }

    @Test
    void anyBytesAreReadOrRefused() {
        long seed = Long.getLong("chorus.fuzz.seed", System.nanoTime());
        System.out.println("JsonBodyTest: -Dchorus.fuzz.seed=" + seed);
        Random random = new Random(seed);
        byte[] good = "{\"data\":{\"a\":[1,2.5e3,\"\\u00fc😀\",null,true]},\"ttl\":60,\"key\":\"ü\"}"
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int mutations = random.nextInt(4); mutations >= 0; mutations--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                JsonBody body = JsonBody.read(bytes);
                body.value("data");
            } catch (RequestFailedException expected) {
                assertThat(expected.code()).as("seed %d, input %d", seed, i).isEqualTo(ErrorCode.DATA_MALFORMED);
            }
        }
    }

    private static JsonBody read(String body) {
        return JsonBody.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(Runnable reading, ErrorCode code) {
        assertThatThrownBy(reading::run)
                .isInstanceOf(RequestFailedException.class)
                .extracting(failure -> ((RequestFailedException) failure).code())
                .isEqualTo(code);
    }
}
