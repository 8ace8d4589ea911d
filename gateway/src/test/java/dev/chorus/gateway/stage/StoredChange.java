package dev.chorus.gateway.stage;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.value.Cesu8;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Changes in the form in which the store's scripts write them. */
public final class StoredChange {
    private StoredChange() {}

    public static byte[] of(Change change) {
        byte[] key = Cesu8.encode(change.key());
        byte[] actor = change.actor().getBytes(StandardCharsets.UTF_8);
        byte[] connection = change.connection().getBytes(StandardCharsets.UTF_8);
        byte[] data = change.data().utf8();
        ByteBuffer out = ByteBuffer.allocate(45 + key.length + actor.length + connection.length + data.length);
        out.put((byte) change.kind().code());
        sixBytes(out, change.eventId());
        sixBytes(out, change.atMillis());
        sixBytes(out, change.revision());
        sixBytes(out, change.expiresMillis());
        out.putInt((int) change.accessNumber());
        sixBytes(out, change.requestNumber());
        out.putShort((short) key.length).putShort((short) actor.length).putShort((short) connection.length);
        out.putInt(data.length).put(key).put(actor).put(connection).put(data);
        return out.array();
    }

    private static void sixBytes(ByteBuffer out, long number) {
        out.putShort((short) (number >> 32)).putInt((int) number);
    }
}
