package dev.chorus.gateway.stage;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.bus.ContractCodec;
import dev.chorus.contract.Command;
import dev.chorus.contract.Done;
import dev.chorus.contract.Reply;
import dev.chorus.contract.Request;
import dev.chorus.contract.access.ApiKey;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.ChatWebhooks;
import dev.chorus.contract.access.CreateService;
import dev.chorus.contract.access.DeleteService;
import dev.chorus.contract.access.ListServices;
import dev.chorus.contract.access.ReadApiKey;
import dev.chorus.contract.access.ReadServiceSettings;
import dev.chorus.contract.access.RenewGatewayLease;
import dev.chorus.contract.access.ServicePage;
import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.contract.access.SyncWebhooks;
import dev.chorus.contract.access.UpdateServiceSettings;
import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.change.Delivery;
import dev.chorus.contract.change.LinkBeat;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.item.ItemPage;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.item.PutItem;
import dev.chorus.contract.item.PutMode;
import dev.chorus.contract.item.ReadItem;
import dev.chorus.contract.item.ReadItems;
import dev.chorus.contract.item.RemoveItem;
import dev.chorus.contract.object.CreateObject;
import dev.chorus.contract.object.EraseObjects;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.object.ReadObject;
import dev.chorus.contract.object.RemoveObject;
import dev.chorus.contract.object.UpdateObject;
import dev.chorus.contract.permission.Permission;
import dev.chorus.contract.permission.PermissionList;
import dev.chorus.contract.permission.ReadPermissions;
import dev.chorus.contract.permission.RemovePermission;
import dev.chorus.contract.permission.SetPermission;
import dev.chorus.contract.stream.PublishMessage;
import dev.chorus.contract.stream.PublishedMessage;
import dev.chorus.contract.subscription.DropInterest;
import dev.chorus.contract.subscription.FollowObject;
import dev.chorus.contract.subscription.ReadChanges;
import dev.chorus.contract.value.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A sync service that keeps its objects in memory and does to answers and deliveries what a test tells it: so that what
 * an event bus may do to a gateway, which is to lose, delay, repeat and reorder, happens when the test wants it.
 */
public final class MemorySync {
    private static final String LINK = "memory";
    private static final DeliveryOptions CONTRACT = new DeliveryOptions().setCodecName(ContractCodec.NAME);

    private final Vertx vertx;
    private final Map<ObjectSid, StoredObject> objects = new LinkedHashMap<>();
    private final Map<String, ApiKey> keys = Map.of(Tokens.KEY, Tokens.API_KEY, Tokens.OTHER_KEY, Tokens.OTHER_API_KEY);
    private final Map<String, Long> sent = new HashMap<>();
    private final Orders orders = new Orders();
    private final List<HeldDelivery> heldDeliveries = new ArrayList<>();
    private final Map<String, Permission> permissions = new TreeMap<>();
    private boolean aclEnabled;
    private @Nullable String friendlyName;
    private boolean holdsDeliveries;
    private int pageSize = 1000;
    private long lastSid;

    public MemorySync(Vertx vertx) {
        this.vertx = vertx;
        ContractCodec.register(vertx);
    }

    public Future<Void> start() {
        return vertx.eventBus()
                .consumer(
                        BusAddress.SYNC,
                        (Message<Request<Reply>> message) ->
                                CommandBus.answer(message, take(message.body()).map(reply -> reply)))
                .completion();
    }

    /** What the test has asked to happen to commands. */
    public Orders orders() {
        return orders;
    }

    /** How many changes one answer to a replay holds. */
    public synchronized void pageReplaysBy(int size) {
        pageSize = size;
    }

    /** Has the log of an object begin behind an event; what was before is told as a difference of states. */
    public synchronized void trimLog(ObjectSid sid, long upToEventId) {
        object(sid).trimmedUpTo = upToEventId;
    }

    /** Keeps deliveries back, until the test sends them. */
    public synchronized void holdDeliveries() {
        holdsDeliveries = true;
    }

    /** Sends deliveries as they come again; those that were kept back stay so. */
    public synchronized void resumeDeliveries() {
        holdsDeliveries = false;
    }

    /** Takes what was kept back, to be sent in any order, more than once, or never. */
    public synchronized List<HeldDelivery> takeHeld() {
        List<HeldDelivery> held = List.copyOf(heldDeliveries);
        heldDeliveries.clear();
        return held;
    }

    /** Sends a sign of life to a gateway, with the number of deliveries so far. */
    public synchronized void beat(ObjectSid followed, boolean last) {
        for (String gateway : object(followed).gateways) {
            LinkBeat beat = new LinkBeat(LINK, sent.getOrDefault(gateway, 0L), last);
            vertx.eventBus().send(BusAddress.ofGateway(gateway), beat, CONTRACT);
        }
    }

    /** Makes an object that nobody asked for. */
    public synchronized ObjectSid create(ObjectType type, String data) {
        return create(type, null, Json.of(data), "system").sid;
    }

    /** Sets an item or, in a document, the value, on behalf of nobody who is connected. */
    public synchronized void change(ObjectSid sid, String key, String data) {
        StoredObject object = object(sid);
        Caller nobody = Caller.backEnd(Tokens.ACCOUNT, Tokens.SERVICE);
        if (object.type == ObjectType.DOCUMENT) {
            update(nobody, object, Json.of(data));
        } else {
            object.put(nobody, key, Json.of(data));
            deliver(object, object.log.get(object.log.size() - 1));
        }
    }

    /** Tells gateways that rights on an object changed. */
    public synchronized void changeAccess(ObjectSid sid) {
        StoredObject object = object(sid);
        object.accessNumber++;
        deliver(object, object.append(Caller.system(), ChangeKind.ACCESS_CHANGED, 0, "", Json.emptyObject()));
    }

    /** Which gateways follow an object. */
    public synchronized List<String> followers(ObjectSid sid) {
        return List.copyOf(object(sid).gateways);
    }

    public synchronized long lastEventId(ObjectSid sid) {
        return object(sid).lastEventId();
    }

    private Future<? extends Reply> take(Request<?> request) {
        return orders.carryOut(request, () -> {
            try {
                return Future.succeededFuture(act(request.caller(), request.command()));
            } catch (RequestFailedException refusal) {
                return Future.failedFuture(refusal);
            }
        });
    }

    private synchronized Reply act(Caller caller, Command<?> command) {
        if (command instanceof ReadApiKey read) {
            ApiKey key = keys.get(read.sid());
            if (key == null) {
                throw new RequestFailedException(ErrorCode.TOKEN_ISSUER_INVALID);
            }
            return key;
        } else if (command instanceof RenewGatewayLease) {
            return Done.DONE;
        } else if (command instanceof CreateObject create) {
            Json data = create.data() == null ? Json.emptyObject() : create.data();
            return create(create.type(), create.uniqueName(), data, caller.identity())
                    .state();
        } else if (command instanceof ReadObject read) {
            return object(read.type(), read.id()).state();
        } else if (command instanceof UpdateObject update) {
            StoredObject object = object(update.type(), update.id());
            if (update.ifMatch() != null
                    && !update.ifMatch().equals(object.state().revision())) {
                throw new RequestFailedException(object.type.revisionMismatch());
            }
            if (update.data() != null) {
                update(caller, object, update.data());
            }
            return object.state();
        } else if (command instanceof RemoveObject remove) {
            StoredObject object = object(remove.type(), remove.id());
            object.removed = true;
            deliver(object, object.append(caller, ChangeKind.OBJECT_REMOVED, 0, "", Json.emptyObject()));
            return Done.DONE;
        } else if (command instanceof PutItem put) {
            return put(caller, put);
        } else if (command instanceof RemoveItem remove) {
            StoredObject object = object(remove.type(), remove.collection());
            ItemState gone = item(object, remove.key());
            object.items.remove(remove.key());
            Change change = object.append(caller, ChangeKind.ITEM_REMOVED, gone.revision(), gone.key(), gone.data());
            deliver(object, change);
            return new ItemState(
                    object.sid, gone.key(), gone.revision(), change.eventId(), gone.data(), 1000, 2000, 0, "x", false);
        } else if (command instanceof ReadItem read) {
            return item(object(read.type(), read.collection()), read.key());
        } else if (command instanceof ReadItems read) {
            return page(object(read.type(), read.collection()), read);
        } else if (command instanceof PublishMessage publish) {
            StoredObject object = object(ObjectType.STREAM, publish.stream());
            String sid = "TZ%032x".formatted(++lastSid);
            deliver(object, object.append(caller, ChangeKind.MESSAGE_PUBLISHED, 0, sid, publish.data()));
            return new PublishedMessage(sid);
        } else if (command instanceof FollowObject follow) {
            StoredObject object = object(follow.object());
            if (object.removed) {
                throw new RequestFailedException(object.type.notFound());
            }
            object.gateways.add(follow.gateway());
            return object.changesAfter(
                    follow.afterEventId() == null ? object.lastEventId() : follow.afterEventId(), pageSize);
        } else if (command instanceof ReadChanges read) {
            return object(read.object()).changesAfter(read.afterEventId(), pageSize);
        } else if (command instanceof DropInterest drop) {
            drop.objects().forEach(sid -> object(sid).gateways.remove(drop.gateway()));
            return Done.DONE;
        }
        return actForBackEnd(caller, command);
    }

    private ServiceSettings service(@Nullable String friendlyName) {
        return new ServiceSettings(
                Tokens.SERVICE,
                Tokens.ACCOUNT,
                aclEnabled,
                SyncWebhooks.NONE,
                ChatWebhooks.NONE,
                friendlyName,
                1_000,
                2_000);
    }

    private Reply actForBackEnd(Caller caller, Command<?> command) {
        if (command instanceof ReadServiceSettings || command instanceof UpdateServiceSettings) {
            if (!caller.accountSid().equals(Tokens.ACCOUNT)
                    || !caller.serviceSid().equals(Tokens.SERVICE)) {
                throw new RequestFailedException(ErrorCode.NOT_FOUND);
            }
            if (command instanceof UpdateServiceSettings update) {
                aclEnabled = update.aclEnabled() == null ? aclEnabled : update.aclEnabled();
                friendlyName = update.friendlyName() == null ? friendlyName : update.friendlyName();
            }
            return service(friendlyName);
        } else if (command instanceof CreateService create) {
            return service(create.friendlyName());
        } else if (command instanceof ListServices) {
            return new ServicePage(List.of(service("listed")), null);
        } else if (command instanceof DeleteService || command instanceof EraseObjects) {
            return Done.DONE;
        } else if (command instanceof SetPermission set) {
            ObjectSid sid = object(set.type(), set.id()).sid;
            Permission permission = new Permission(sid, set.identity(), set.read(), set.write(), set.manage());
            permissions.put(set.identity(), permission);
            return permission;
        } else if (command instanceof ReadPermissions read) {
            object(read.type(), read.id());
            return new PermissionList(List.copyOf(permissions.values()));
        } else if (command instanceof RemovePermission remove) {
            permissions.remove(remove.identity());
            return Done.DONE;
        }
        throw new RequestFailedException(ErrorCode.BAD_REQUEST);
    }

    private ItemState put(Caller caller, PutItem put) {
        StoredObject object = object(put.type(), put.collection());
        String key = put.key() == null ? Long.toString(object.nextIndex++) : put.key();
        if (object.type == ObjectType.LIST && !key.matches("[0-9]{1,15}")) {
            throw new RequestFailedException(ErrorCode.LIST_ITEM_NOT_FOUND);
        }
        if (put.mode() == PutMode.ADD && object.items.containsKey(key)) {
            throw new RequestFailedException(ErrorCode.MAP_ITEM_EXISTS);
        }
        Json data = put.data() == null ? item(object, key).data() : put.data();
        ItemState item = object.put(caller, key, data);
        deliver(object, object.log.get(object.log.size() - 1));
        return item;
    }

    private static ItemPage page(StoredObject object, ReadItems read) {
        TreeMap<String, ItemState> items = object.items;
        var ordered = read.descending() ? items.descendingMap() : items;
        var following = read.from() == null ? ordered : ordered.tailMap(read.from(), read.inclusive());
        List<ItemState> page = following.values().stream().limit(read.limit()).toList();
        return new ItemPage(page, following.size() < ordered.size(), page.size() < following.size());
    }

    private void update(Caller caller, StoredObject object, Json data) {
        object.data = data;
        ChangeKind kind = object.type == ObjectType.DOCUMENT ? ChangeKind.DOCUMENT_UPDATED : ChangeKind.CONTEXT_UPDATED;
        deliver(object, object.append(caller, kind, object.lastEventId() + 1, "", data));
    }

    private StoredObject create(ObjectType type, @Nullable String name, Json data, String createdBy) {
        boolean taken = objects.values().stream()
                .anyMatch(object ->
                        object.type == type && !object.removed && name != null && name.equals(object.uniqueName));
        if (taken) {
            throw new RequestFailedException(ErrorCode.UNIQUE_NAME_EXISTS);
        }
        ObjectSid sid = new ObjectSid(type.sidPrefix() + "%032x".formatted(++lastSid));
        StoredObject object = new StoredObject(sid, type, name, data, createdBy);
        objects.put(sid, object);
        return object;
    }

    private StoredObject object(ObjectSid sid) {
        StoredObject object = objects.get(sid);
        if (object == null) {
            throw new RequestFailedException(sid.type().orElseThrow().notFound());
        }
        return object;
    }

    private StoredObject object(ObjectType type, String id) {
        return objects.values().stream()
                .filter(object -> object.type == type && !object.removed)
                .filter(object -> object.sid.value().equals(id) || id.equals(object.uniqueName))
                .findFirst()
                .orElseThrow(() -> new RequestFailedException(type.notFound()));
    }

    private static ItemState item(StoredObject object, String key) {
        ItemState item = object.items.get(key);
        if (item == null) {
            throw new RequestFailedException(object.type.itemNotFound());
        }
        return item;
    }

    private void deliver(StoredObject object, Change change) {
        for (String gateway : object.gateways) {
            long sequence = sent.merge(gateway, 1L, Long::sum);
            HeldDelivery delivery = new HeldDelivery(
                    vertx, gateway, new Delivery(LINK, sequence, object.sid, StoredChange.of(change)), change);
            if (holdsDeliveries) {
                heldDeliveries.add(delivery);
            } else {
                delivery.send();
            }
        }
    }
}
