package dev.chorus.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.frame.Generation;
import dev.chorus.contract.frame.PacketCodec;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.RawSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketEndpointTest {
    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v3/wsconnect", "/v3/wsconnect/v3/wsconnect", "/v3/wsconnect?x=y"})
    void clientsMayConfigureTheUrlInAnyOfTheWaysThatTheyDo(String path) {
        STAGE.open(path).init(STAGE.tokens().of("alice")).assertStatus(200);
    }

    @Test
    void anotherPathIsNoSocket() {
        try (RawSocket socket = new RawSocket(STAGE.port())) {
            socket.send(RawSocket.upgrade("/v4/wsconnect"));

            assertThat(socket.readHttpHeader()).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void aMessageInSeveralFramesIsOnePacket() {
        byte[] packet = init("parts");
        try (RawSocket socket = connected()) {
            socket.send(RawSocket.frame(RawSocket.BINARY, false, java.util.Arrays.copyOf(packet, 30)));
            socket.send(RawSocket.frame(0, true, java.util.Arrays.copyOfRange(packet, 30, packet.length)));

            assertThat(socket.readFrame().text()).contains("\"id\":\"parts\"").contains("\"code\":200");
        }
    }

    @Test
    void aPingOfTheWebSocketIsAnsweredAmongPackets() {
        try (RawSocket socket = connected()) {
            socket.send(RawSocket.frame(RawSocket.BINARY, true, init("a")));
            assertThat(socket.readFrame().opcode()).isEqualTo(RawSocket.BINARY);

            socket.send(RawSocket.frame(RawSocket.PING, true, new byte[] {1, 2, 3}));
            assertThat(socket.readFrame().opcode()).isEqualTo(RawSocket.PONG);

            socket.send(RawSocket.frame(RawSocket.BINARY, true, init("b")));
            assertThat(socket.readFrame().text()).contains("\"id\":\"b\"");
        }
    }

    @Test
    void aClientThatLeavesInOrderIsAnsweredAtOnce() {
        try (RawSocket socket = connected()) {
            socket.send(RawSocket.frame(RawSocket.BINARY, true, init("a")));
            assertThat(socket.readFrame().opcode()).isEqualTo(RawSocket.BINARY);

            socket.send(RawSocket.frame(RawSocket.CLOSE, true, new byte[] {0x03, (byte) 0xE8}));

            assertThat(socket.readFrame().opcode()).isEqualTo(RawSocket.CLOSE);
            socket.readToEnd();
        }
    }

    private static RawSocket connected() {
        RawSocket socket = new RawSocket(STAGE.port());
        socket.send(RawSocket.upgrade("/v3/wsconnect"));
        assertThat(socket.readHttpHeader()).startsWith("HTTP/1.1 101");
        return socket;
    }

    private static byte[] init(String id) {
        String header = "{\"method\":\"init\",\"id\":\"" + id + "\",\"token\":\""
                + STAGE.tokens().of("alice") + "\",\"payload_size\":0}";
        return PacketCodec.encode(Generation.THIRD, header.getBytes(StandardCharsets.UTF_8), new byte[0]);
    }
}
