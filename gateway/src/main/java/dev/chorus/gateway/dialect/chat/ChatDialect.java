package dev.chorus.gateway.dialect.chat;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.gateway.auth.Grant;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** The chat dialect as a whole: its routes, in one place, and how its requests become commands. */
public final class ChatDialect {
    /** What all of its own paths begin with. */
    static final String PATH = "/Client/v1";

    /** How many entries a page has. */
    static final int PAGE_SIZE = 50;

    /** Tokens name the same product in two ways. */
    static final Grant[] GRANTS = {Grant.CHAT, Grant.IP_MESSAGING};

    private static final String MUTATION_HEADER = "x-twilio-mutation-id";

    private final CommandBus bus;

    private ChatDialect(CommandBus bus) {
        this.bus = bus;
    }

    /** Adds the dialect's routes to a gateway's. */
    public static void addTo(RouteTable routes, CommandBus bus) {
        ChatDialect dialect = new ChatDialect(bus);
        new StartRoutes(dialect).addTo(routes);
        new ConversationRoutes(dialect).addTo(routes);
        new ParticipantRoutes(dialect).addTo(routes);
        new ConversationMessageRoutes(dialect).addTo(routes);
        new MyConversationRoutes(dialect).addTo(routes);
        new UserRoutes(dialect).addTo(routes);
        new PushRoutes().addTo(routes);
    }

    /** Asks the messaging service on behalf of whoever sent a request. */
    <R extends Reply> Future<R> ask(GatewayRequest request, Command<R> command) {
        return bus.request(BusAddress.MESSAGING, caller(request), command);
    }

    /** Who asks; a repetition is recognised by the mutation's id. */
    static Caller caller(GatewayRequest request) {
        Caller caller = request.caller(GRANTS);
        String mutation = request.header(MUTATION_HEADER);
        return mutation == null || mutation.isEmpty() ? caller : caller.withRequestId(mutation);
    }

    /** The channel that a path names. */
    static ChannelSid channel(@Nullable String segment) {
        if (segment == null || !ChannelSid.isSid(segment)) {
            throw new RequestFailedException(ErrorCode.CHANNEL_NOT_FOUND);
        }
        return new ChannelSid(segment);
    }
}
