package dev.chorus.contract.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketCodecTest {
    static Stream<GoldenFrame> goldenFrames() {
        return GoldenFrame.all().stream();
    }

    @ParameterizedTest
    @MethodSource("goldenFrames")
    void aGoldenFrameIsReadToTheField(GoldenFrame golden) throws Exception {
        Packet packet = PacketCodec.decode(golden.generation(), golden.packetBytes());

        assertThat(packet.header().toString()).isEqualTo(golden.header());
        assertThat(packet.id()).isEqualTo(packet.header().get("id").textValue());
        assertThat(packet.method()).isEqualTo(packet.header().get("method").textValue());
        assertThat(packet.payload()).isEqualTo(golden.payloadBytes());
    }

    @ParameterizedTest
    @MethodSource("goldenFrames")
    void aGoldenFrameIsWrittenToTheByte(GoldenFrame golden) {
        byte[] packet = PacketCodec.encode(golden.generation(), golden.headerBytes(), golden.payloadBytes());

        assertThat(packet).isEqualTo(golden.packetBytes());
        assertThat(PacketCodec.encodedLength(
                        golden.generation(), golden.headerBytes().length, golden.payloadBytes().length))
                .isEqualTo(packet.length);
        assertThat(packet).startsWith(PacketCodec.prefix(golden.generation(), golden.headerBytes().length));
    }

    @ParameterizedTest
    @MethodSource("goldenFrames")
    void aFrameOfTheOtherGenerationIsNone(GoldenFrame golden) {
        Generation other = golden.generation() == Generation.FIRST ? Generation.THIRD : Generation.FIRST;

        assertThatThrownBy(() -> PacketCodec.decode(other, golden.packetBytes()))
                .isInstanceOf(MalformedPacketException.class);
    }

    @ParameterizedTest
    @MethodSource("goldenFrames")
    void aFrameThatIsCutShortAnywhereIsRefused(GoldenFrame golden) {
        byte[] whole = golden.packetBytes();

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> PacketCodec.decode(golden.generation(), cut))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(MalformedPacketException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("goldenFrames")
    void bytesBehindThePayloadArePassedOver(GoldenFrame golden) throws Exception {
        byte[] longer = (golden.packet() + "TWILSOCK \0 and more").getBytes(StandardCharsets.UTF_8);

        assertThat(PacketCodec.decode(golden.generation(), longer).payload()).isEqualTo(golden.payloadBytes());
    }

    @Test
    void lengthsCountBytesAndNotCharacters() throws Exception {
        String header = "{\"id\":\"ü\",\"method\":\"m\",\"payload_size\":4}";
        String packet = "TWILSOCK V3.0 " + (header.length() + 1) + "\r\n" + header + "\r\n😀";

        Packet read = decode(packet);

        assertThat(read.id()).isEqualTo("ü");
        assertThat(new String(read.payload(), StandardCharsets.UTF_8)).isEqualTo("😀");
        assertMalformed("TWILSOCK V3.0 " + header.length() + "\r\n" + header + "\r\n😀");
    }

    @ParameterizedTest
    @ValueSource(ints = {-20, -2, -1, 1, 2, 20, 1000, 9_999_999})
    void aHeaderLengthThatLiesIsRefused(int error) {
        String header = "{\"id\":\"a\",\"method\":\"m\",\"payload_size\":0}";

        assertMalformed("TWILSOCK V3.0 " + Math.min(9_999_999, header.length() + error) + "\r\n" + header + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "+41",
                "41x",
                " 41",
                "0x29",
                "4 1",
                "10000000",
                "00000041",
                "2147483647",
                "4294967337",
                "99999999999999999999999999999999",
                "٤١"
            })
    void aHeaderLengthThatIsNoShortNumberIsRefused(String digits) {
        assertMalformed("TWILSOCK V3.0 " + digits + "\r\n{\"id\":\"a\",\"method\":\"m\",\"payload_size\":0}\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "9",
                "2147483647",
                "2147483648",
                "9223372036854775808",
                "-1",
                "1.0",
                "0.0",
                "1e2",
                "\"0\"",
                "null",
                "true",
                "[]",
                "{}",
                "1e999999999"
            })
    void aPayloadSizeThatLiesOrIsNoLengthIsRefused(String size) {
        assertMalformed(packet("{\"id\":\"a\",\"method\":\"m\",\"payload_size\":" + size + "}"));
    }

    @Test
    void aPayloadSizeOfManyDigitsIsRefused() {
        assertMalformed(packet("{\"id\":\"a\",\"method\":\"m\",\"payload_size\":" + "9".repeat(100_000) + "}"));
    }

    @Test
    void aHeaderWithoutPayloadSizeHasNoPayload() throws Exception {
        assertThat(decode(packet("{\"id\":\"a\",\"method\":\"m\"}") + "ignored").payload())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1",
                "\"text\"",
                "[]",
                "{",
                "{}",
                "{}{}",
                "{\"id\":\"a\",\"method\":\"m\"} x",
                "{\"id\":\"a\",\"method\":\"m\"}{}",
                "{\"id\":1,\"method\":\"m\"}",
                "{\"id\":\"a\",\"method\":null}",
                "{\"id\":\"a\"}",
                "{\"method\":\"m\"}",
                "{'id':'a','method':'m'}",
                "{\"id\":\"a\",\"method\":\"m\",}",
                "{\"id\":\"a\",\"method\":\"m\",\"x\":NaN}"
            })
    void aHeaderThatIsNotOneObjectWithIdAndMethodIsRefused(String header) {
        assertMalformed(packet(header));
    }

    @Test
    void aHeaderNestedTooDeeplyIsRefused() {
        int depth = 100_000;

        assertMalformed(packet("{\"id\":\"a\",\"method\":\"m\",\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}"));
    }

    @Test
    void lineBreaksMustBeWhereTheyBelong() {
        String header = "{\"id\":\"a\",\"method\":\"m\",\"payload_size\":0}";
        String magic = "TWILSOCK V3.0 " + header.length();

        assertMalformed(magic + "\n\n" + header + "\r\n");
        assertMalformed(magic + "\n" + header + "\r\n");
        assertMalformed(magic + "\r\n" + header + "\n\r");
        assertMalformed(magic + "\r\n" + header + "xx");
        assertMalformed(magic + "\r\n" + header);
        assertMalformed(magic + "\r\n" + header + "\r");
        assertMalformed("twilsock v3.0 " + header.length() + "\r\n" + header + "\r\n");
        assertMalformed("TWILSOCK V2.0 " + header.length() + "\r\n" + header + "\r\n");
        assertMalformed("TWILSOCK V3.0  " + header.length() + "\r\n" + header + "\r\n");
    }

    @Test
    void whatIsWrongQuotesNothingOfTheBytes() {
        assertThatThrownBy(() -> decode(packet("{\"token\":\"secret\",\"id\":")))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    private static String packet(String header) {
        return "TWILSOCK V3.0 " + header.getBytes(StandardCharsets.UTF_8).length + "\r\n" + header + "\r\n";
    }

    private static Packet decode(String packet) throws MalformedPacketException {
        return PacketCodec.decode(Generation.THIRD, packet.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertMalformed(String packet) {
        assertThatThrownBy(() -> decode(packet))
                .as(packet.substring(0, Math.min(80, packet.length())))
                .isInstanceOf(MalformedPacketException.class);
    }
}
