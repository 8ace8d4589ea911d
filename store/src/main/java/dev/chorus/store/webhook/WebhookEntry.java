package dev.chorus.store.webhook;

import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.value.Cesu8;
import dev.chorus.contract.value.Json;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A change that webhooks are to be told of.
 *
 * @param id its place in its partition's queue
 * @param service the service that it happened in
 * @param object the object that changed
 * @param name the object's unique name, or empty; that of a chat object says which one it is
 * @param kind the code of the {@link dev.chorus.contract.change.ChangeKind}, or {@link #MADE}
 * @param eventId the change's event id
 * @param revision the revision of the object or item after it
 * @param key the item's key, or empty
 * @param actor the identity that caused it
 * @param api whether a back end caused it
 * @param data the value after it, or as it was before its removal
 */
public record WebhookEntry(
        String id,
        String service,
        ObjectSid object,
        String name,
        int kind,
        long eventId,
        long revision,
        String key,
        String actor,
        boolean api,
        Json data) {
    /** The kind of a creation, which is no change of the object. */
    public static final int MADE = 0;

    /** When it happened, epoch milliseconds. */
    public long atMillis() {
        return Long.parseLong(id.substring(0, id.indexOf('-')));
    }

    static WebhookEntry decode(Response entry) {
        Map<String, byte[]> fields = new HashMap<>();
        Response found = entry.get(1);
        for (int i = 0; i + 1 < found.size(); i += 2) {
            fields.put(found.get(i).toString(), found.get(i + 1).toBytes());
        }
        byte[] key = fields.getOrDefault("key", new byte[0]);
        return new WebhookEntry(
                entry.get(0).toString(),
                text(fields, "service"),
                new ObjectSid(text(fields, "sid")),
                text(fields, "name"),
                Integer.parseInt(text(fields, "kind")),
                Long.parseLong(text(fields, "event")),
                Long.parseLong(text(fields, "revision")),
                Cesu8.decode(key, 0, key.length),
                text(fields, "actor"),
                text(fields, "api").equals("1"),
                Json.ofUtf8(fields.getOrDefault("data", new byte[0])));
    }

    private static String text(Map<String, byte[]> fields, String name) {
        return new String(fields.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }
}
