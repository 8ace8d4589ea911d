package dev.chorus.bus;

import dev.chorus.contract.Command;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.message.MessageSid;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ReadObject;
import dev.chorus.contract.user.UserSid;
import dev.chorus.contract.value.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records with a value of its own in every component. */
final class SampleRecord {
    private final boolean full;
    private final Class<?> command;
    private int count;

    private SampleRecord(boolean full, Class<?> command) {
        this.full = full;
        this.command = command;
    }

    /** A record of a type; without what may be absent unless it is to be full. */
    static Object of(Class<?> type, boolean full) {
        return of(type, full, ReadObject.class);
    }

    /** The same; where it holds a command, that is of the given type. */
    static Object of(Class<?> type, boolean full, Class<?> command) {
        return new SampleRecord(full, command).make(type);
    }

    private Object make(Class<?> record) {
        RecordComponent[] components = record.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components).map(this::value).toArray();
        try {
            var constructor = record.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(record.getName(), e);
        }
    }

    private @Nullable Object value(RecordComponent component) {
        if (!full && component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            return null;
        }
        return value(component.getGenericType());
    }

    private Object value(Type type) {
        count++;
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == List.class) {
                return full ? List.of(value(generic.getActualTypeArguments()[0])) : List.of();
            }
            if (generic.getRawType() == Set.class) {
                return full ? Set.of(value(generic.getActualTypeArguments()[0])) : Set.of();
            }
            if (generic.getRawType() == Map.class) {
                return full
                        ? Map.of(value(generic.getActualTypeArguments()[0]), value(generic.getActualTypeArguments()[1]))
                        : Map.of();
            }
            return value(generic.getRawType());
        }
        Class<?> simple = (Class<?>) type;
        if (simple == Command.class) {
            return make(command);
        } else if (simple == ObjectSid.class) {
            return new ObjectSid("ET%032x".formatted(count));
        } else if (simple == ChannelSid.class) {
            return new ChannelSid("CH%032x".formatted(count));
        } else if (simple == UserSid.class) {
            return new UserSid("US%032x".formatted(count));
        } else if (simple == MessageSid.class) {
            return new MessageSid("IM%032x".formatted(count));
        } else if (simple == Json.class) {
            return Json.of("{\"n\":" + count + ",\"t\":\"日本 😀\"}");
        } else if (simple == byte[].class) {
            return new byte[] {0, (byte) 0xFF, (byte) count};
        } else if (simple == String.class) {
            return "text " + count + " ü 😀";
        } else if (simple == long.class || simple == Long.class) {
            return (1L << 40) + count;
        } else if (simple == int.class) {
            return count;
        } else if (simple == boolean.class || simple == Boolean.class) {
            return count % 2 == 0;
        } else if (simple.isEnum()) {
            return simple.getEnumConstants()[count % simple.getEnumConstants().length];
        } else if (simple.isRecord()) {
            return make(simple);
        }
        throw new IllegalStateException("no sample of " + type);
    }
}
