package dev.chorus.gateway.dialect.backend;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.user.CreateUser;
import dev.chorus.contract.user.DeleteUser;
import dev.chorus.contract.user.ListUsers;
import dev.chorus.contract.user.ReadUser;
import dev.chorus.contract.user.UpdateUser;
import dev.chorus.contract.user.UserState;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayResponse;
import io.vertx.core.Future;

/** Users (REST specification, section 5.8). */
final class ChatUserRoutes {
    private ChatUserRoutes() {}

    static void addTo(RestRoutes routes) {
        String one = "/Users/{user}";
        routes.add("POST", "/Users", ChatUserRoutes::create)
                .add("GET", "/Users", ChatUserRoutes::list)
                .add("GET", one, ChatUserRoutes::fetch)
                .add("POST", one, ChatUserRoutes::update)
                .add("DELETE", one, ChatUserRoutes::delete);
    }

    private static Future<GatewayResponse> create(RestRequest request) {
        ChatForm form = request.form();
        CreateUser command = new CreateUser(
                form.required("Identity", ErrorCode.IDENTITY_MISSING),
                form.textOrNothing("RoleSid"),
                form.textOrNothing("FriendlyName"),
                form.attributes());
        return request.ask(command).map(user -> answer(201, request, user));
    }

    private static Future<GatewayResponse> list(RestRequest request) {
        RestPages pages = RestPages.of(request.http(), request.url("/Users"), RestPages.MOST);
        return request.ask(new ListUsers(pages.from(), pages.size()))
                .map(page ->
                        pages.answer("users", page.users(), page.next(), (json, user) -> fields(json, request, user)));
    }

    private static Future<GatewayResponse> fetch(RestRequest request) {
        return request.ask(new ReadUser(request.path().get(1))).map(user -> answer(200, request, user));
    }

    private static Future<GatewayResponse> update(RestRequest request) {
        ChatForm form = request.form();
        UpdateUser command = new UpdateUser(
                request.path().get(1), form.text("FriendlyName"), form.attributes(), form.textOrNothing("RoleSid"));
        return request.ask(command).map(user -> answer(200, request, user));
    }

    private static Future<GatewayResponse> delete(RestRequest request) {
        return request.ask(new DeleteUser(request.path().get(1))).map(done -> GatewayResponse.noContent());
    }

    private static GatewayResponse answer(int status, RestRequest request, UserState user) {
        JsonWriter json = new JsonWriter();
        fields(json, request, user);
        return GatewayResponse.of(status, json);
    }

    private static void fields(JsonWriter json, RestRequest request, UserState user) {
        Long joined = user.joinedChannels();
        String url = request.url("/Users/" + user.sid());
        json.text("sid", user.sid().value())
                .text("account_sid", request.account())
                .text("service_sid", request.service())
                .text("identity", user.identity())
                .text("friendly_name", user.friendlyName())
                .text("attributes", user.attributes())
                .text("role_sid", user.roleSid());
        RestJson.flag(json, "is_online", user.online());
        RestJson.flag(json, "is_notifiable", user.notifiable())
                .number("joined_channels_count", joined == null ? 0 : joined);
        RestJson.dates(json, user.createdMillis(), user.updatedMillis())
                .text("url", url)
                .object("links", links -> {
                    links.text("user_channels", url + "/Channels");
                    if (!request.face().first()) {
                        links.text("user_bindings", url + "/Bindings");
                    }
                });
    }
}
