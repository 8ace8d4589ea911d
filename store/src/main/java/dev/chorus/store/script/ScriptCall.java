package dev.chorus.store.script;

import dev.chorus.store.Retention;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a script runs, as every script takes it.
 *
 * @param service the service whose objects are meant; empty to mean any
 * @param actor the identity that changes are marked with; empty where time acts
 * @param connection the connection that caused it, or empty
 * @param requestNumber the number of the request on that connection
 * @param requestId what a repetition is recognised by; null where it cannot be
 * @param access what the caller is about to do and how it is checked, see {@link #access}
 */
public record ScriptCall(
        String service,
        String actor,
        String connection,
        long requestNumber,
        @Nullable String requestId,
        int access) {
    private static final int RIGHT_SHIFT = 3;
    private static final int TRUSTED = 1 << 6;
    private static final int TOLD = 1 << 7;
    private static final int FIXED_BYTES = 1 + 6 + 4 + 6 + 4 + 6 + 4 + 3 * 2;

    /**
     * How a call is checked.
     *
     * @param right the permission bit that the call makes use of
     * @param checked whether the service asks for permissions
     * @param trusted whether the caller may read everything in the service: a back end, or the cluster itself
     */
    public static int access(int right, boolean checked, boolean trusted) {
        return (checked && !trusted ? right : 0) | right << RIGHT_SHIFT | (trusted ? TRUSTED : 0);
    }

    /** The same call, of which webhooks hear or do not. */
    public ScriptCall told(boolean hear) {
        return hear ? new ScriptCall(service, actor, connection, requestNumber, requestId, access | TOLD) : this;
    }

    /** A call of the cluster itself, for objects of any service. */
    public static ScriptCall system() {
        return new ScriptCall("", "", "", 0, null, TRUSTED);
    }

    /** The form that {@code shared/object.lua} reads. */
    public byte[] pack(Retention retention) {
        byte[] serviceUtf8 = service.getBytes(StandardCharsets.UTF_8);
        byte[] actorUtf8 = actor.getBytes(StandardCharsets.UTF_8);
        byte[] connectionUtf8 = connection.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out =
                ByteBuffer.allocate(FIXED_BYTES + serviceUtf8.length + actorUtf8.length + connectionUtf8.length);
        out.put((byte) access);
        putSixBytes(out, requestNumber);
        out.putInt(retention.logLength());
        putSixBytes(out, retention.logAge().toMillis());
        out.putInt(retention.tombstones());
        putSixBytes(out, retention.tombstoneAge().toMillis());
        out.putInt((int) retention.requestAge().toMillis());
        putText(out, serviceUtf8);
        putText(out, actorUtf8);
        putText(out, connectionUtf8);
        return out.array();
    }

    private static void putSixBytes(ByteBuffer out, long value) {
        out.putShort((short) (value >> 32)).putInt((int) value);
    }

    private static void putText(ByteBuffer out, byte[] text) {
        out.putShort((short) text.length).put(text);
    }
}
