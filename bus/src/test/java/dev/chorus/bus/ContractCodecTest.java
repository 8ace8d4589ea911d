package dev.chorus.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chorus.contract.ContractTypes;
import dev.chorus.contract.Done;
import dev.chorus.contract.Request;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.object.ReadObject;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContractCodecTest {
    private final Vertx vertx = Vertx.vertx();
    private final MessageCodec<Object, Object> codec = new ContractCodec();

    static List<Class<?>> types() {
        return ContractTypes.all();
    }

    @AfterEach
    void close() {
        vertx.close();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyContractRecordCrossesTheWire(Class<?> type) {
        Object full = SampleRecord.of(type, true);

        assertThat(overTheWire(full))
                .isInstanceOf(type)
                .usingRecursiveComparison()
                .isEqualTo(full);
    }

    @ParameterizedTest
    @MethodSource("types")
    void absentValuesStayAbsent(Class<?> type) {
        Object sparse = SampleRecord.of(type, false);

        assertThat(overTheWire(sparse))
                .isInstanceOf(type)
                .usingRecursiveComparison()
                .isEqualTo(sparse);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandCrossesTheWireInItsRequest(Class<?> command) {
        Request<?> request = (Request<?>) SampleRecord.of(Request.class, true, command);

        assertThat(overTheWire(request)).usingRecursiveComparison().isEqualTo(request);
        assertThat(request.command()).isInstanceOf(command);
    }

    static List<Class<?>> commands() {
        return ContractTypes.commands();
    }

    @Test
    void aMessageMayStandAnywhereInItsBuffer() {
        Buffer buffer = Buffer.buffer("before");
        codec.encodeToWire(buffer, Done.DONE);
        buffer.appendString("behind");

        assertThat(codec.decodeFromWire(6, buffer)).isEqualTo(Done.DONE);
    }

    @Test
    void withinTheProcessARecordPassesAsItIs() {
        Request<?> request = new Request<>(Caller.system(), new ReadObject(ObjectType.LIST, "x"));

        assertThat(codec.transform(request)).isSameAs(request);
    }

    @Test
    void fieldsOfANewerReleaseArePassedOver() {
        Buffer wire = message("Done", new byte[] {(byte) 0xA1, 0x61, 'x', 0x01});

        assertThat(codec.decodeFromWire(0, wire)).isEqualTo(Done.DONE);
    }

    @Test
    void nothingButContractsIsDecoded() {
        assertThatThrownBy(() -> codec.decodeFromWire(0, message("ObjectSid", new byte[] {(byte) 0xA0})))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codec.decodeFromWire(0, message("java.lang.String", new byte[] {0x60})))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingButContractsIsEncoded() {
        assertThatThrownBy(() -> codec.encodeToWire(Buffer.buffer(), "text"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codec.encodeToWire(Buffer.buffer(), new ObjectSid("ET" + "0".repeat(32))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codec.encodeToWire(Buffer.buffer(), null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void registeringAgainDoesNoHarm() {
        ContractCodec.register(vertx);
        ContractCodec.register(vertx);
    }

    private Object overTheWire(Object message) {
        Buffer buffer = Buffer.buffer();
        codec.encodeToWire(buffer, message);
        return codec.decodeFromWire(0, buffer);
    }

    private static Buffer message(String name, byte[] body) {
        return Buffer.buffer()
                .appendUnsignedByte((short) name.length())
                .appendBytes(name.getBytes(StandardCharsets.US_ASCII))
                .appendInt(body.length)
                .appendBytes(body);
    }
}
