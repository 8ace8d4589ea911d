package dev.chorus.store;

import dev.chorus.store.connection.RedisConnections;
import dev.chorus.store.expiry.ExpiryIndex;
import dev.chorus.store.interest.InterestStore;
import dev.chorus.store.item.ItemStore;
import dev.chorus.store.lease.LeaseRegistry;
import dev.chorus.store.log.ChangeLog;
import dev.chorus.store.object.NameIndex;
import dev.chorus.store.object.ObjectStore;
import dev.chorus.store.outbox.Outbox;
import dev.chorus.store.permission.PermissionStore;
import dev.chorus.store.script.ScriptRunner;
import dev.chorus.store.stream.MessageStore;
import dev.chorus.store.tenant.CredentialStore;
import dev.chorus.store.tenant.TenantStore;
import dev.chorus.store.webhook.ChannelWebhookStore;
import dev.chorus.store.webhook.DeliveryLog;
import dev.chorus.store.webhook.WebhookQueue;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * The parts of the store on one event loop, over one set of connections.
 *
 * @param connections to Redis
 * @param scripts how scripts are run
 * @param objects objects as wholes
 * @param names which objects have which names
 * @param items the items of lists and maps
 * @param messages the messages of streams
 * @param permissions rights on objects
 * @param log what happened after an event
 * @param interest who follows what
 * @param outbox how listings follow
 * @param expiry what is over
 * @param tenants accounts, keys and services
 * @param credentials accounts' auth tokens and API keys
 * @param webhookQueue what webhooks are to be told
 * @param deliveries what webhooks were told, and what they could not be
 * @param channelWebhooks the webhooks of channels
 * @param gateways which gateways are alive
 * @param syncInstances which instances of the sync service are alive
 * @param messagingInstances which instances of the messaging service are alive
 */
public record Store(
        RedisConnections connections,
        ScriptRunner scripts,
        ObjectStore objects,
        NameIndex names,
        ItemStore items,
        MessageStore messages,
        PermissionStore permissions,
        ChangeLog log,
        InterestStore interest,
        Outbox outbox,
        ExpiryIndex expiry,
        TenantStore tenants,
        CredentialStore credentials,
        WebhookQueue webhookQueue,
        DeliveryLog deliveries,
        ChannelWebhookStore channelWebhooks,
        LeaseRegistry gateways,
        LeaseRegistry syncInstances,
        LeaseRegistry messagingInstances) {

    /** Opens a store for the event loop that calls this; fails where Redis cannot be reached. */
    public static Future<Store> open(Vertx vertx, StoreOptions options, Retention retention, MeterRegistry meters) {
        RedisConnections connections = RedisConnections.create(vertx, options);
        return connections
                .open()
                .map(opened -> over(connections, retention, meters))
                .recover(failure -> connections.close().transform(closed -> Future.failedFuture(failure)));
    }

    /** Closes the connections once what is in flight is answered. */
    public Future<Void> close() {
        return connections.close();
    }

    private static Store over(RedisConnections connections, Retention retention, MeterRegistry meters) {
        ScriptRunner scripts = new ScriptRunner(connections, meters);
        CredentialStore credentials = new CredentialStore(scripts);
        return new Store(
                connections,
                scripts,
                new ObjectStore(scripts, retention),
                new NameIndex(scripts),
                new ItemStore(scripts, retention),
                new MessageStore(scripts, retention),
                new PermissionStore(scripts, retention),
                new ChangeLog(scripts, retention, meters),
                new InterestStore(scripts),
                new Outbox(scripts, meters),
                new ExpiryIndex(scripts),
                new TenantStore(scripts, credentials),
                credentials,
                new WebhookQueue(scripts),
                new DeliveryLog(scripts),
                new ChannelWebhookStore(scripts),
                LeaseRegistry.ofGateways(scripts),
                LeaseRegistry.ofSyncInstances(scripts),
                LeaseRegistry.ofMessagingInstances(scripts));
    }
}
