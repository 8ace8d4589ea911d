package dev.chorus.store.object;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.value.Json;
import dev.chorus.store.script.ScriptReply;
import org.jspecify.annotations.Nullable;

/** Reads the list that {@code object_state} of {@code shared/object.lua} makes. */
final class ObjectReply {
    private ObjectReply() {}

    /** The object as it is, or as it was after a change of its data. */
    static ObjectState decode(ObjectSid sid, ScriptReply state, @Nullable Change change) {
        return new ObjectState(
                sid,
                sid.type().orElse(ObjectType.DOCUMENT),
                state.text(0),
                state.text(1),
                state.textOrNull(2),
                change == null ? state.number(3) : change.eventId(),
                change == null ? Json.ofUtf8(state.bytes(4)) : change.data(),
                state.number(5),
                change == null ? state.number(6) : change.atMillis(),
                change == null ? state.number(7) : change.expiresMillis(),
                state.text(8));
    }
}
