package dev.chorus.gateway.dialect.chat;

import dev.chorus.contract.channel.ChannelState;
import dev.chorus.contract.channel.ChannelType;
import dev.chorus.contract.channel.CreateChannel;
import dev.chorus.contract.channel.DeleteChannel;
import dev.chorus.contract.channel.ListPublicChannels;
import dev.chorus.contract.channel.ReadChannel;
import dev.chorus.contract.channel.UpdateChannel;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.gateway.json.JsonBody;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Channels as wholes (chat specification, section 8.1). */
final class ConversationRoutes {
    static final String PATH = ChatDialect.PATH + "/Conversations";

    private final ChatDialect dialect;

    ConversationRoutes(ChatDialect dialect) {
        this.dialect = dialect;
    }

    void addTo(RouteTable routes) {
        String one = PATH + "/{channel}";
        routes.add("POST", PATH, (request, path) -> create(request))
                .add("GET", PATH, (request, path) -> list(request))
                .add("GET", one, (request, path) -> read(request, path.get(0)))
                .add("POST", one, (request, path) -> update(request, path.get(0)))
                .add("DELETE", one, (request, path) -> delete(request, path.get(0)));
    }

    private Future<GatewayResponse> create(GatewayRequest request) {
        JsonBody body = request.json();
        CreateChannel command = new CreateChannel(
                type(body.text("type")), body.text("unique_name"), body.text("friendly_name"), body.text("attributes"));
        return dialect.ask(request, command).map(channel -> answer(201, request, channel));
    }

    private Future<GatewayResponse> list(GatewayRequest request) {
        PageTrail trail = PageTrail.of(request.parameter("PageToken"));
        ChatBodies bodies = new ChatBodies(request);
        return dialect.ask(request, new ListPublicChannels(trail.from(), ChatDialect.PAGE_SIZE))
                .map(page -> GatewayResponse.of(
                        200,
                        new JsonWriter()
                                .objects("conversations", page.channels(), bodies::channel)
                                .object(
                                        "meta",
                                        meta -> meta.text("previous_token", trail.previous())
                                                .text("next_token", trail.next(page.next())))));
    }

    private Future<GatewayResponse> read(GatewayRequest request, String channel) {
        return dialect.ask(request, new ReadChannel(channel)).map(found -> answer(200, request, found));
    }

    private Future<GatewayResponse> update(GatewayRequest request, String channel) {
        JsonBody body = request.json();
        UpdateChannel command = new UpdateChannel(
                ChatDialect.channel(channel),
                body.text("unique_name"),
                body.text("friendly_name"),
                body.text("attributes"));
        return dialect.ask(request, command).map(updated -> answer(200, request, updated));
    }

    private Future<GatewayResponse> delete(GatewayRequest request, String channel) {
        return dialect.ask(request, new DeleteChannel(ChatDialect.channel(channel)))
                .map(done -> GatewayResponse.noContent());
    }

    private static GatewayResponse answer(int status, GatewayRequest request, ChannelState channel) {
        JsonWriter json = new JsonWriter();
        new ChatBodies(request).channel(json, channel);
        return GatewayResponse.of(status, json);
    }

    private static ChannelType type(@Nullable String word) {
        if (word == null || word.equals(ChannelType.PUBLIC.word())) {
            return ChannelType.PUBLIC;
        }
        if (word.equals(ChannelType.PRIVATE.word())) {
            return ChannelType.PRIVATE;
        }
        throw new RequestFailedException(ErrorCode.BAD_REQUEST, "A channel is public or private");
    }
}
