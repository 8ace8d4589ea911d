package dev.chorus.sync.item;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.item.ItemPage;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.item.PutItem;
import dev.chorus.contract.item.PutMode;
import dev.chorus.contract.item.ReadItem;
import dev.chorus.contract.item.ReadItems;
import dev.chorus.contract.item.RemoveItem;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.service.access.ServiceAccess;
import dev.chorus.service.command.CommandTable;
import dev.chorus.store.Outcome;
import dev.chorus.store.item.ItemStore;
import dev.chorus.store.item.NewItem;
import dev.chorus.store.item.PageBounds;
import dev.chorus.store.permission.Rights;
import dev.chorus.sync.command.InputRules;
import io.vertx.core.Future;

/** Answers commands about the items of lists and maps. */
public final class ItemHandlers {
    private final ServiceAccess access;
    private final InputRules rules;
    private final ItemStore items;

    /** Handlers over these parts. */
    public ItemHandlers(ServiceAccess access, InputRules rules, ItemStore items) {
        this.access = access;
        this.rules = rules;
        this.items = items;
    }

    /** Adds them to the table. */
    public void register(CommandTable table) {
        table.on(PutItem.class, "item.put", this::put)
                .on(RemoveItem.class, "item.remove", this::remove)
                .on(ReadItem.class, "item.read", this::read)
                .on(ReadItems.class, "item.page", this::readPage);
    }

    private Future<Outcome<ItemState>> put(Caller caller, PutItem command) {
        ObjectType type = command.type();
        return access.authorize(caller, Rights.WRITE).compose(call -> {
            NewItem put = toStored(rules.collection(type), command);
            return access.sid(call, type, command.collection()).compose(sid -> items.put(call, type, sid, put));
        });
    }

    private NewItem toStored(ObjectType type, PutItem command) {
        PutMode mode = modeFor(type, command.mode());
        String key = command.key();
        if ((mode == PutMode.PUSH) != (key == null) || (command.data() == null && mode != PutMode.REPLACE)) {
            throw new RequestFailedException(ErrorCode.BAD_REQUEST);
        }
        return new NewItem(
                key == null ? null : rules.key(type, key),
                mode,
                rules.data(command.data()),
                rules.ttlMillis(command.ttlSeconds()),
                rules.ifMatch(command.ifMatch()));
    }

    /** Only the store gives out a list's indexes, and only a list has them. */
    private static PutMode modeFor(ObjectType type, PutMode asked) {
        if (type == ObjectType.MAP && asked != PutMode.PUSH) {
            return asked;
        }
        if (type == ObjectType.LIST && asked != PutMode.ADD) {
            return asked == PutMode.PUSH ? PutMode.PUSH : PutMode.REPLACE;
        }
        throw new RequestFailedException(ErrorCode.BAD_REQUEST);
    }

    private Future<Outcome<ItemState>> remove(Caller caller, RemoveItem command) {
        ObjectType type = command.type();
        return access.authorize(caller, Rights.WRITE).compose(call -> {
            byte[] key = rules.key(rules.collection(type), command.key());
            Long ifMatch = rules.ifMatch(command.ifMatch());
            return access.sid(call, type, command.collection())
                    .compose(sid -> items.remove(call, type, sid, key, ifMatch));
        });
    }

    private Future<Outcome<ItemState>> read(Caller caller, ReadItem command) {
        ObjectType type = command.type();
        return access.authorize(caller, Rights.READ)
                .compose(call -> {
                    byte[] key = rules.key(rules.collection(type), command.key());
                    return access.sid(call, type, command.collection())
                            .compose(sid -> items.read(call, type, sid, key));
                })
                .map(Outcome::of);
    }

    private Future<Outcome<ItemPage>> readPage(Caller caller, ReadItems command) {
        ObjectType type = command.type();
        return access.authorize(caller, Rights.READ)
                .compose(call -> {
                    String from = command.from();
                    PageBounds bounds = new PageBounds(
                            from == null ? null : rules.key(rules.collection(type), from),
                            command.inclusive(),
                            command.descending(),
                            Math.max(1, Math.min(PageBounds.LIMIT, command.limit())));
                    return access.sid(call, rules.collection(type), command.collection())
                            .compose(sid -> items.readPage(call, type, sid, bounds));
                })
                .map(Outcome::of);
    }
}
