package dev.chorus.store.object;

import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.value.Json;
import dev.chorus.store.script.ScriptReply;
import org.jspecify.annotations.Nullable;

/** Reads the list that {@code object_state} of {@code shared/object.lua} makes. */
final class ObjectReply {
    private ObjectReply() {}

    static ObjectState decode(ObjectSid sid, ScriptReply state, @Nullable Json data) {
        return new ObjectState(
                sid,
                sid.type().orElse(ObjectType.DOCUMENT),
                state.text(0),
                state.text(1),
                state.textOrNull(2),
                state.number(3),
                data == null ? Json.ofUtf8(state.bytes(4)) : data,
                state.number(5),
                state.number(6),
                state.number(7),
                state.text(8));
    }
}
