package dev.chorus.store.outbox;

import dev.chorus.contract.object.ObjectSid;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.Map;

/**
 * One creation or removal that listings have to follow.
 *
 * @param id its place in its partition's outbox
 * @param kind {@code created} or {@code removed}
 * @param sid the object
 * @param service the service that lists it
 */
public record OutboxEntry(String id, String kind, ObjectSid sid, String service) {
    /** When it was appended, by Redis' clock, epoch milliseconds. */
    long appendedMillis() {
        return Long.parseLong(id.substring(0, id.indexOf('-')));
    }

    static OutboxEntry decode(Response entry) {
        Response fields = entry.get(1);
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            values.put(fields.get(i).toString(), fields.get(i + 1).toString());
        }
        return new OutboxEntry(
                entry.get(0).toString(),
                values.getOrDefault("kind", ""),
                new ObjectSid(values.getOrDefault("sid", "")),
                values.getOrDefault("service", ""));
    }
}
