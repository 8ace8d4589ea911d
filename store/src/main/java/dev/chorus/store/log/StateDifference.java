package dev.chorus.store.log;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.subscription.Changes;
import dev.chorus.contract.value.Json;
import dev.chorus.store.item.ItemKey;
import dev.chorus.store.item.StoredItem;
import dev.chorus.store.key.ObjectKeys;
import dev.chorus.store.script.RedisScript;
import dev.chorus.store.script.ScriptArguments;
import dev.chorus.store.script.ScriptReply;
import dev.chorus.store.script.ScriptRunner;
import io.vertx.core.Future;

/**
 * What became of a collection between two events, told from its state. The collection is read in bounded parts, so it
 * may change meanwhile: what is newer than the later event is left out, since it is told live.
 */
final class StateDifference {
    private static final RedisScript READ = RedisScript.load("subscription/read_difference");
    private static final RedisScript SCAN = RedisScript.load("subscription/scan_items");
    private static final int REMOVALS_AT_ONCE = 1000;
    private static final int ITEMS_PER_SCAN = 200;
    private static final Json UNKNOWN = Json.of("null");

    private final ScriptRunner scripts;

    StateDifference(ScriptRunner scripts) {
        this.scripts = scripts;
    }

    Future<Changes> read(ObjectSid collection, long afterEventId, long head, long accessNumber) {
        ObjectType type = collection.type().orElse(ObjectType.LIST);
        ObjectKeys keys = ObjectKeys.of(collection);
        ScriptArguments arguments = new ScriptArguments()
                .key(keys.meta())
                .key(keys.tombs())
                .add(afterEventId)
                .add(head)
                .add(REMOVALS_AT_ONCE);
        return scripts.run(READ, keys.partition().number(), arguments)
                .compose(reply -> reply.orRefusal(type))
                .compose(reply -> {
                    EarliestChanges earliest = new EarliestChanges(reply.number(1), head);
                    addRemovals(type, reply, earliest);
                    return scan(keys, type, new byte[0], afterEventId, earliest);
                })
                .map(earliest -> earliest.toChanges(accessNumber));
    }

    private static void addRemovals(ObjectType type, ScriptReply reply, EarliestChanges earliest) {
        byte[] context = reply.bytes(2);
        if (context.length > 0) {
            earliest.add(Change.decode(context));
        }
        for (int i = 3; i + 1 < reply.size(); i += 2) {
            byte[] key = reply.bytes(i);
            long eventId = Long.parseLong(reply.text(i + 1));
            String label = ItemKey.decode(type, key, key.length);
            // When it was removed is forgotten; that it was removed, and in which order, is not.
            earliest.add(new Change(
                    ChangeKind.ITEM_REMOVED, eventId, System.currentTimeMillis(), 0, 0, 0, 0, label, "", "", UNKNOWN));
        }
    }

    private Future<EarliestChanges> scan(
            ObjectKeys keys, ObjectType type, byte[] from, long afterEventId, EarliestChanges earliest) {
        ScriptArguments arguments = new ScriptArguments()
                .key(keys.items())
                .add(from)
                .add(afterEventId)
                .add(earliest.upToEventId())
                .add(ITEMS_PER_SCAN);
        return scripts.run(SCAN, keys.partition().number(), arguments).compose(reply -> {
            for (byte[] member : reply.bytesFrom(2)) {
                earliest.add(StoredItem.decode(type, member).changeSince(afterEventId));
            }
            byte[] rest = reply.bytes(1);
            return rest.length == 0 ? Future.succeededFuture(earliest) : scan(keys, type, rest, afterEventId, earliest);
        });
    }
}
