package dev.chorus.gateway.dialect.chat;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.user.ListChannelUsers;
import dev.chorus.contract.user.ReadUser;
import dev.chorus.contract.user.UpdateUser;
import dev.chorus.contract.user.UserState;
import dev.chorus.gateway.json.JsonBody;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;

/** Users (chat specification, section 8.3). */
final class UserRoutes {
    private static final String PATH = ChatDialect.PATH + "/Users";

    private final ChatDialect dialect;

    UserRoutes(ChatDialect dialect) {
        this.dialect = dialect;
    }

    void addTo(RouteTable routes) {
        routes.add("GET", PATH, (request, path) -> list(request))
                .add("GET", PATH + "/{identity}", (request, path) -> read(request, path.get(0)))
                .add("POST", PATH + "/{identity}", (request, path) -> update(request, path.get(0)));
    }

    private Future<GatewayResponse> list(GatewayRequest request) {
        String channel = request.parameter("ConversationSid");
        if (channel == null) {
            throw new RequestFailedException(ErrorCode.BAD_REQUEST, "Users are listed by channel");
        }
        PageTrail trail = PageTrail.of(request.parameter("PageToken"));
        ChatBodies bodies = new ChatBodies(request);
        return dialect.ask(
                        request,
                        new ListChannelUsers(ChatDialect.channel(channel), trail.from(), ChatDialect.PAGE_SIZE))
                .map(page -> GatewayResponse.of(
                        200,
                        new JsonWriter()
                                .objects("users", page.users(), bodies::user)
                                .object(
                                        "meta",
                                        meta -> meta.text("prev_token", trail.previous())
                                                .text("next_token", trail.next(page.next())))));
    }

    private Future<GatewayResponse> read(GatewayRequest request, String identity) {
        return dialect.ask(request, new ReadUser(identity)).map(user -> answer(request, user));
    }

    private Future<GatewayResponse> update(GatewayRequest request, String identity) {
        JsonBody body = request.json();
        UpdateUser command = new UpdateUser(identity, body.text("friendly_name"), body.text("attributes"));
        return dialect.ask(request, command).map(user -> answer(request, user));
    }

    private static GatewayResponse answer(GatewayRequest request, UserState user) {
        JsonWriter json = new JsonWriter();
        new ChatBodies(request).user(json, user);
        return GatewayResponse.of(200, json);
    }
}
