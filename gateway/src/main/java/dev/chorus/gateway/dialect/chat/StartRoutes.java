package dev.chorus.gateway.dialect.chat;

import dev.chorus.contract.role.MessagingSettings;
import dev.chorus.contract.user.MessagingProfile;
import dev.chorus.contract.user.OpenMessaging;
import dev.chorus.contract.user.StartTyping;
import dev.chorus.contract.user.UserState;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.Query;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a client asks first, and that its user is typing (chat specification, sections 4.1 and 8.4). */
final class StartRoutes {
    /** How many users' profiles a client follows at most. */
    private static final int FOLLOWED_USERS = 100;

    private final ChatDialect dialect;

    StartRoutes(ChatDialect dialect) {
        this.dialect = dialect;
    }

    void addTo(RouteTable routes) {
        routes.add("GET", ChatDialect.PATH + "/Configuration", (request, path) -> configuration(request))
                .add("POST", ChatDialect.PATH + "/Typing", (request, path) -> typing(request));
    }

    private Future<GatewayResponse> configuration(GatewayRequest request) {
        return dialect.ask(request, new OpenMessaging(request.requireToken().serviceRoleSid()))
                .map(profile -> GatewayResponse.of(200, body(request, profile)));
    }

    private static JsonWriter body(GatewayRequest request, MessagingProfile profile) {
        ChatBodies bodies = new ChatBodies(request);
        UserState user = profile.user();
        MessagingSettings settings = profile.settings();
        String service = request.requireToken().serviceSid(ChatDialect.GRANTS);
        return new JsonWriter()
                .text("identity", user.identity())
                .text("service_sid", service)
                .text("user_sid", user.sid().value())
                .object(
                        "links",
                        links -> links.text("my_conversations", bodies.url("/MyConversations"))
                                .text("conversations", bodies.url("/Conversations"))
                                .text("users", bodies.url("/Users"))
                                .text("current_user", bodies.url("/Users/" + ChatBodies.encode(user.identity())))
                                .text("typing", bodies.url("/Typing"))
                                .text("media_service", request.baseUrl() + "/v1/Services/" + service + "/Media")
                                .text("messages_receipts", bodies.url("/Receipts")))
                .object(
                        "sync_objects",
                        objects -> objects.text("my_conversations", user.sid() + ".channels")
                                .text("my_user_info", user.sid() + ".info")
                                // Beyond what the specification names: for clients that know public channels too.
                                .text("public_conversations", service + ".public"))
                .object(
                        "options",
                        options -> options.number("user_infos_to_subscribe", FOLLOWED_USERS)
                                .flag("reachability_enabled", settings.reachabilityEnabled())
                                // A tenth of it is how long clients keep answers.
                                .text("http_cache_interval", "PT1S")
                                .text("consumption_report_interval", "PT" + settings.consumptionReportSeconds() + "S"));
    }

    private Future<GatewayResponse> typing(GatewayRequest request) {
        List<String> channels =
                Query.parse(new String(request.body(), StandardCharsets.UTF_8)).getOrDefault("ChannelSid", List.of());
        StartTyping command = new StartTyping(ChatDialect.channel(channels.isEmpty() ? null : channels.get(0)));
        return dialect.ask(request, command)
                .map(started ->
                        GatewayResponse.of(200, new JsonWriter().number("typing_timeout", started.timeoutSeconds())));
    }
}
