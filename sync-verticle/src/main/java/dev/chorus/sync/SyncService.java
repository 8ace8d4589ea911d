package dev.chorus.sync;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.ContractCodec;
import dev.chorus.contract.access.KeysRevoked;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.service.ServiceInstance;
import dev.chorus.service.access.ServiceAccess;
import dev.chorus.service.access.SettingsCache;
import dev.chorus.service.command.CommandTable;
import dev.chorus.service.delivery.GatewayLinks;
import dev.chorus.service.upkeep.PartitionOwnership;
import dev.chorus.service.upkeep.UpkeepMetrics;
import dev.chorus.service.webhook.WebhookBacklog;
import dev.chorus.service.webhook.WebhookDispatcher;
import dev.chorus.store.Outcome;
import dev.chorus.store.Store;
import dev.chorus.store.key.Partition;
import dev.chorus.sync.access.AccessHandlers;
import dev.chorus.sync.access.CredentialHandlers;
import dev.chorus.sync.command.InputRules;
import dev.chorus.sync.item.ItemHandlers;
import dev.chorus.sync.object.ObjectHandlers;
import dev.chorus.sync.object.ObjectListing;
import dev.chorus.sync.permission.PermissionHandlers;
import dev.chorus.sync.stream.StreamHandlers;
import dev.chorus.sync.subscription.SubscriptionHandlers;
import dev.chorus.sync.upkeep.OutboxDispatcher;
import dev.chorus.sync.upkeep.Reaper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.function.Consumer;

/** The parts of one instance, wired. */
final class SyncService implements ServiceInstance {
    private static final DeliveryOptions CONTRACT = new DeliveryOptions().setCodecName(ContractCodec.NAME);

    private final Vertx vertx;
    private final Store store;
    private final CommandTable commands;
    private final GatewayLinks links;
    private final PartitionOwnership ownership;
    private final OutboxDispatcher outbox;
    private final WebhookDispatcher webhooks;
    private final long reaping;

    private SyncService(Vertx vertx, Store store, SyncOptions options) {
        this.vertx = vertx;
        this.store = store;
        SettingsCache settings = new SettingsCache(store.tenants(), "sync", options.meters());
        this.commands = commands(
                store, options, settings, revoked -> vertx.eventBus().publish(BusAddress.GATEWAYS, revoked, CONTRACT));
        this.links = new GatewayLinks(vertx, "sync", store.gateways(), store.interest(), options.meters());
        store.connections().onRestored(links::suspect);
        this.ownership = new PartitionOwnership(store.syncInstances(), options.lease());
        this.outbox = new OutboxDispatcher(store.outbox(), ownership);
        this.webhooks = new WebhookDispatcher(vertx, store, settings, ownership, options.webhooks(), options.meters());
        WebhookBacklog.watch(vertx, store.webhookQueue(), ownership, options.meters());
        UpkeepMetrics.bind(ownership, "sync", options.meters());
        Reaper reaper = new Reaper(store, ownership, this::follow, options.meters());
        this.reaping = vertx.setPeriodic(options.reapPause().toMillis(), timer -> reaper.run());
    }

    static SyncService over(Vertx vertx, Store store, SyncOptions options) {
        return new SyncService(vertx, store, options);
    }

    static CommandTable commands(
            Store store, SyncOptions options, SettingsCache settings, Consumer<KeysRevoked> revocations) {
        CommandTable table = new CommandTable("sync", options.meters());
        InputRules rules = new InputRules(options.itemBytes(), options.messageBytes());
        ServiceAccess access = new ServiceAccess(settings, store.names());
        new AccessHandlers(access, settings, store.tenants(), store.gateways()).register(table);
        new CredentialHandlers(store.credentials(), revocations).register(table);
        ObjectListing listing = new ObjectListing(store.outbox(), store.objects());
        new ObjectHandlers(access, rules, store.objects(), listing).register(table);
        new ItemHandlers(access, rules, store.items()).register(table);
        new StreamHandlers(access, rules, store.messages()).register(table);
        new PermissionHandlers(access, store.permissions()).register(table);
        new SubscriptionHandlers(access, store.log(), store.interest()).register(table);
        return table;
    }

    @Override
    public CommandTable commands() {
        return commands;
    }

    @Override
    public void follow(Outcome<?> outcome) {
        links.tell(outcome);
        ObjectSid object = outcome.object();
        if (object != null && outcome.listed()) {
            outbox.drain(Partition.of(object));
        }
    }

    @Override
    public Future<Void> renew() {
        return ownership.renew().onSuccess(renewed -> outbox.sweep()).transform(renewed -> links.beat());
    }

    @Override
    public Future<Void> end() {
        vertx.cancelTimer(reaping);
        webhooks.end();
        links.end();
        return ownership.end().transform(ended -> store.close());
    }
}
