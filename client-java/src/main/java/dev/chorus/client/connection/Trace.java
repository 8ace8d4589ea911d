package dev.chorus.client.connection;

import dev.chorus.client.ClientOptions;
import dev.chorus.client.PacketTrace;
import dev.chorus.contract.frame.Packet;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Shows packets to whoever wants to see them, and costs nothing where nobody does. */
final class Trace {
    private final Consumer<PacketTrace> watcher;

    Trace(Consumer<PacketTrace> watcher) {
        this.watcher = watcher;
    }

    void incoming(Packet packet) {
        if (isWatched()) {
            show(false, new JsonObject(packet.header().toString()), packet.payload());
        }
    }

    void outgoing(JsonObject header, byte[] payload) {
        if (isWatched()) {
            show(true, header.copy(), payload);
        }
    }

    private boolean isWatched() {
        return watcher != ClientOptions.NO_TRACE;
    }

    private void show(boolean outgoing, JsonObject header, byte[] payload) {
        if (header.containsKey("token")) {
            header.put("token", "…");
        }
        String text = payload.length == 0 ? null : new String(payload, StandardCharsets.UTF_8);
        watcher.accept(new PacketTrace(outgoing, header.getString("method"), header, text));
    }
}
