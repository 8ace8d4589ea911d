package dev.chorus.gateway.stage;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.subscription.Changes;
import dev.chorus.contract.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One object of {@link MemorySync}, with its log and the gateways that follow it. */
final class StoredObject {
    final ObjectSid sid;
    final ObjectType type;
    final @Nullable String uniqueName;
    final String createdBy;
    final List<Change> log = new ArrayList<>();
    final Set<String> gateways = new LinkedHashSet<>();
    final TreeMap<String, ItemState> items = new TreeMap<>();
    Json data;
    long nextIndex;
    long trimmedUpTo;
    boolean removed;
    long accessNumber;

    StoredObject(ObjectSid sid, ObjectType type, @Nullable String uniqueName, Json data, String createdBy) {
        this.sid = sid;
        this.type = type;
        this.uniqueName = uniqueName;
        this.data = data;
        this.createdBy = createdBy;
    }

    long lastEventId() {
        return log.size();
    }

    ObjectState state() {
        return new ObjectState(
                sid, type, Tokens.ACCOUNT, Tokens.SERVICE, uniqueName, lastEventId(), data, 1000, 2000, 0, createdBy);
    }

    ItemState put(Caller caller, String key, Json value) {
        ItemState before = items.get(key);
        ChangeKind kind = before == null ? ChangeKind.ITEM_ADDED : ChangeKind.ITEM_UPDATED;
        long revision = before == null ? 0 : before.revision() + 1;
        Change change = append(caller, kind, revision, key, value);
        ItemState item = new ItemState(
                sid, key, revision, change.eventId(), value, 1000, 2000, 0, caller.identity(), before == null);
        items.put(key, item);
        return item;
    }

    Change append(Caller caller, ChangeKind kind, long revision, String key, Json value) {
        Change change = new Change(
                kind,
                kind.isLogged() ? lastEventId() + 1 : 0,
                3000,
                revision,
                0,
                accessNumber,
                caller.requestNumber(),
                key,
                caller.identity(),
                caller.connection(),
                value);
        if (kind.isLogged()) {
            log.add(change);
        }
        return change;
    }

    /** What happened after an event: the log itself, or beyond its reach each key's latest change. */
    Changes changesAfter(long after, int pageSize) {
        List<Change> all = log.subList((int) Math.min(after, log.size()), log.size());
        if (after < trimmedUpTo) {
            Map<String, Change> latest = new LinkedHashMap<>();
            for (Change change : all) {
                latest.remove(change.key());
                latest.put(change.key(), change);
            }
            all = new ArrayList<>(latest.values());
        }
        boolean complete = all.size() <= pageSize;
        List<Change> page = List.copyOf(complete ? all : all.subList(0, pageSize));
        long upTo = complete ? lastEventId() : page.get(page.size() - 1).eventId();
        return new Changes(page, upTo, complete, accessNumber);
    }
}
