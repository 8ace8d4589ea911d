package dev.chorus.messaging;

import dev.chorus.bus.EventPublisher;
import dev.chorus.messaging.channel.ChannelHandlers;
import dev.chorus.messaging.channel.ChannelPages;
import dev.chorus.messaging.channel.ChannelStore;
import dev.chorus.messaging.channel.PublicChannelPages;
import dev.chorus.messaging.event.ChannelEvents;
import dev.chorus.messaging.event.EventGate;
import dev.chorus.messaging.index.ServiceIndex;
import dev.chorus.messaging.index.Settling;
import dev.chorus.messaging.index.UserIndex;
import dev.chorus.messaging.member.Departures;
import dev.chorus.messaging.member.MemberHandlers;
import dev.chorus.messaging.member.MemberStore;
import dev.chorus.messaging.member.Memberships;
import dev.chorus.messaging.member.RosterHandlers;
import dev.chorus.messaging.member.RosterStore;
import dev.chorus.messaging.message.MessageHandlers;
import dev.chorus.messaging.message.MessageStore;
import dev.chorus.messaging.projection.ChannelNames;
import dev.chorus.messaging.projection.PendingSweep;
import dev.chorus.messaging.projection.Projections;
import dev.chorus.messaging.role.RoleDirectory;
import dev.chorus.messaging.role.RoleHandlers;
import dev.chorus.messaging.script.MessagingScripts;
import dev.chorus.messaging.script.Tellings;
import dev.chorus.messaging.session.Sessions;
import dev.chorus.messaging.user.Erasure;
import dev.chorus.messaging.user.PresenceSweep;
import dev.chorus.messaging.user.UserAdministration;
import dev.chorus.messaging.user.UserHandlers;
import dev.chorus.messaging.user.UserRoles;
import dev.chorus.messaging.user.UserStore;
import dev.chorus.service.ServiceInstance;
import dev.chorus.service.ServiceOptions;
import dev.chorus.service.access.ServiceAccess;
import dev.chorus.service.access.SettingsCache;
import dev.chorus.service.command.CommandTable;
import dev.chorus.service.delivery.GatewayLinks;
import dev.chorus.service.upkeep.PartitionOwnership;
import dev.chorus.service.upkeep.UpkeepMetrics;
import dev.chorus.service.webhook.PreWebhooks;
import dev.chorus.service.webhook.WebhookHandlers;
import dev.chorus.service.webhook.WebhookSender;
import dev.chorus.store.Outcome;
import dev.chorus.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;

/** The parts of one instance, wired. */
final class MessagingService implements ServiceInstance {
    private final Store store;
    private final CommandTable commands;
    private final GatewayLinks links;
    private final PartitionOwnership ownership;
    private final PendingSweep pending;
    private final PresenceSweep presence;

    private MessagingService(Vertx vertx, Store store, ServiceOptions options) {
        this.store = store;
        ServiceAccess access =
                new ServiceAccess(new SettingsCache(store.tenants(), "messaging", options.meters()), store.names());
        this.commands = new CommandTable("messaging", options.meters());
        WebhookSender sender = new WebhookSender(vertx, options.webhooks());
        PreWebhooks asked = new PreWebhooks(vertx, store.credentials(), sender);
        // A token names a service; that the account has it is checked here, for every command.
        commands.behind(new EventGate(access, asked, commands)::pass);
        new WebhookHandlers(access, store, sender).register(commands);
        this.links = new GatewayLinks(vertx, "messaging", store.gateways(), store.interest(), options.meters());
        store.connections().onRestored(links::suspect);
        this.ownership = new PartitionOwnership(store.messagingInstances(), options.lease());
        UpkeepMetrics.bind(ownership, "messaging", options.meters());
        MessagingScripts scripts = new MessagingScripts(store.scripts(), options.retention());
        Tellings tellings = new Tellings(links);
        ChannelEvents events = new ChannelEvents(new EventPublisher(vertx));
        ServiceIndex index = new ServiceIndex(store.scripts(), scripts);
        Settling settling = new Settling(scripts);
        UserIndex userIndex = new UserIndex(store.scripts(), index, settling);
        UserStore users = new UserStore(scripts, userIndex);
        RoleHandlers roleHandlers = new RoleHandlers(store.scripts(), new UserRoles(users), Clock.systemUTC());
        RoleDirectory roles = roleHandlers.directory();
        ChannelStore channels = new ChannelStore(scripts, tellings);
        ChannelNames names = new ChannelNames(store.scripts(), scripts, channels);
        Projections projections = new Projections(scripts, channels, names, index, settling, tellings);
        Memberships memberships = new Memberships(store, channels);
        ChannelHandlers channelHandlers = new ChannelHandlers(
                roles,
                channels,
                names,
                projections,
                new PublicChannelPages(store.items(), channels),
                new ChannelPages(index, channels),
                events);
        Sessions sessions = new Sessions(vertx, scripts, tellings, commands, channelHandlers, projections);
        roleHandlers.register(commands);
        channelHandlers.register(commands);
        MemberStore memberStore = new MemberStore(scripts, tellings);
        new MemberHandlers(roles, users, memberStore, memberships, projections, events).register(commands);
        new RosterHandlers(roles, new RosterStore(scripts)).register(commands);
        Departures departures = new Departures(roles, memberStore, memberships, projections, events);
        new MessageHandlers(roles, new MessageStore(scripts, tellings), events).register(commands);
        new UserHandlers(users, roles, projections, memberships, tellings).register(commands);
        new UserAdministration(users, userIndex, roles, departures, tellings).register(commands);
        new Erasure(commands, roleHandlers::erase).register();
        sessions.handlers().register(commands);
        this.pending =
                new PendingSweep(store, scripts, ownership, projections, userIndex, sessions.commands()::carryOut);
        this.presence = new PresenceSweep(store, users, ownership, tellings);
    }

    static MessagingService over(Vertx vertx, Store store, ServiceOptions options) {
        return new MessagingService(vertx, store, options);
    }

    @Override
    public CommandTable commands() {
        return commands;
    }

    @Override
    public void follow(Outcome<?> outcome) {
        // Whatever is to be told was told before the answer.
    }

    @Override
    public Future<Void> renew() {
        return ownership
                .renew()
                .onSuccess(renewed -> {
                    pending.run();
                    presence.run();
                })
                .transform(renewed -> links.beat());
    }

    @Override
    public Future<Void> end() {
        links.end();
        return ownership.end().transform(ended -> store.close());
    }
}
