package dev.chorus.bus;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.chorus.contract.Command;
import dev.chorus.contract.ContractTypes;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries the records of {@code contracts} over the event bus: within a process as they are, since they never change,
 * between processes as their name and CBOR. Only types that {@link ContractTypes} names are ever decoded, and fields
 * that a newer release added are passed over, so that nodes of two releases understand each other during an update.
 */
public final class ContractCodec implements MessageCodec<Object, Object> {
    /** The name under which the codec is registered with Vert.x. */
    public static final String NAME = "chorus.contract";

    private static final ObjectMapper CBOR = mapper();
    private static final Map<String, Class<?>> TYPES = types();

    ContractCodec() {}

    /** Makes the codec known to a Vert.x instance. Doing so again does no harm. */
    public static void register(Vertx vertx) {
        try {
            vertx.eventBus().registerCodec(new ContractCodec());
        } catch (IllegalStateException alreadyRegistered) {
            // Several verticles of one instance may each make sure of it.
            return;
        }
    }

    @Override
    public void encodeToWire(Buffer buffer, @Nullable Object message) {
        String typeName = message == null ? "null" : message.getClass().getSimpleName();
        if (message == null || TYPES.get(typeName) != message.getClass()) {
            throw new IllegalArgumentException("message: " + typeName + " (expected: a contract record)");
        }
        byte[] name = typeName.getBytes(StandardCharsets.US_ASCII);
        buffer.appendUnsignedByte((short) name.length).appendBytes(name);
        try {
            byte[] body = CBOR.writeValueAsBytes(message);
            buffer.appendInt(body.length).appendBytes(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Object decodeFromWire(int position, Buffer buffer) {
        int nameBytes = buffer.getUnsignedByte(position);
        int bodyPosition = position + 1 + nameBytes;
        String name = buffer.getString(position + 1, bodyPosition, "US-ASCII");
        Class<?> type = TYPES.get(name);
        if (type == null) {
            throw new IllegalArgumentException("message type: " + name + " (expected: a contract record)");
        }
        int bodyBytes = buffer.getInt(bodyPosition);
        try {
            return CBOR.readValue(buffer.getBytes(bodyPosition + 4, bodyPosition + 4 + bodyBytes), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Object transform(Object message) {
        return message;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new CBORMapper();
        mapper.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
        mapper.addMixIn(Command.class, NamedCommand.class);
        for (Class<?> command : ContractTypes.commands()) {
            mapper.registerSubtypes(new NamedType(command, command.getSimpleName()));
        }
        return mapper;
    }

    private static Map<String, Class<?>> types() {
        Map<String, Class<?>> types = new HashMap<>();
        for (Class<?> type : ContractTypes.all()) {
            types.put(type.getSimpleName(), type);
        }
        return Map.copyOf(types);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "@")
    private interface NamedCommand {}
}
