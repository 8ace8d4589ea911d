package dev.chorus.gateway.dialect.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.Done;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.role.CreateRole;
import dev.chorus.contract.role.DeleteRole;
import dev.chorus.contract.role.EraseMessaging;
import dev.chorus.contract.role.ListRoles;
import dev.chorus.contract.role.MessagingSettings;
import dev.chorus.contract.role.ReadMessagingSettings;
import dev.chorus.contract.role.RoleList;
import dev.chorus.contract.role.RolePermission;
import dev.chorus.contract.role.RoleState;
import dev.chorus.contract.role.RoleType;
import dev.chorus.contract.role.UpdateMessagingSettings;
import dev.chorus.contract.role.UpdateRole;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.Tokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatServiceRoutesTest {
    private static final String SERVICE = "/chat/v2/Services/" + Tokens.SERVICE;
    private static final String ROLES = SERVICE + "/Roles";
    private static final String GOOD = Tokens.KEY + ":" + Tokens.SECRET;
    private static final long CREATED =
            Instant.parse("2026-05-04T10:11:12.345Z").toEpochMilli();
    private static final MessagingSettings SETTINGS =
            new MessagingSettings("RL1", "RL2", "RL3", false, 5, 10, 100, 250, true);
    private static final RoleState ROLE = new RoleState(
            Tokens.ROLE,
            "guest",
            RoleType.CHANNEL,
            Set.of(RolePermission.SEND_MESSAGE, RolePermission.LEAVE_CHANNEL),
            CREATED,
            CREATED);

    @RegisterExtension
    static final GatewayStage STAGE = new GatewayStage();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void answer() {
        STAGE.messaging().answer(ReadMessagingSettings.class, read -> SETTINGS);
        STAGE.messaging().answer(UpdateMessagingSettings.class, UpdateMessagingSettings::settings);
        STAGE.messaging().answer(ListRoles.class, list -> new RoleList(List.of(ROLE)));
        STAGE.messaging().answer(CreateRole.class, create -> ROLE);
        STAGE.messaging().answer(UpdateRole.class, update -> ROLE);
        STAGE.messaging().answer(DeleteRole.class, delete -> Done.DONE);
    }

    @Test
    void aServiceIsFetched() throws Exception {
        String url = STAGE.baseUrl() + SERVICE;

        JsonObject service = json(ask("GET", SERVICE, ""), 200);

        assertThat(service.getString("sid")).isEqualTo(Tokens.SERVICE);
        assertThat(service.getString("account_sid")).isEqualTo(Tokens.ACCOUNT);
        assertThat(service.getString("default_service_role_sid")).isEqualTo("RL1");
        assertThat(service.getString("default_channel_role_sid")).isEqualTo("RL2");
        assertThat(service.getString("default_channel_creator_role_sid")).isEqualTo("RL3");
        assertThat(service.getBoolean("read_status_enabled")).isTrue();
        assertThat(service.getBoolean("reachability_enabled")).isFalse();
        assertThat(service.getInteger("typing_indicator_timeout")).isEqualTo(5);
        assertThat(service.getInteger("consumption_report_interval")).isEqualTo(10);
        assertThat(service.getJsonObject("limits"))
                .isEqualTo(new JsonObject().put("channel_members", 100).put("user_channels", 250));
        assertThat(service.fieldNames())
                .contains(
                        "friendly_name",
                        "pre_webhook_url",
                        "post_webhook_url",
                        "webhook_method",
                        "webhook_filters",
                        "pre_webhook_retry_count",
                        "post_webhook_retry_count",
                        "notifications",
                        "media",
                        "date_created",
                        "date_updated");
        assertThat(service.getString("url")).isEqualTo(url);
        assertThat(service.getJsonObject("links"))
                .isEqualTo(new JsonObject()
                        .put("channels", url + "/Channels")
                        .put("users", url + "/Users")
                        .put("roles", url + "/Roles")
                        .put("bindings", url + "/Bindings"));
    }

    @Test
    void servicesAreMadeListedNamedAndRemoved() throws Exception {
        STAGE.messaging().answer(EraseMessaging.class, erase -> Done.DONE);

        assertThat(json(ask("POST", "/chat/v2/Services", "FriendlyName=x"), 201).getString("sid"))
                .isEqualTo(Tokens.SERVICE);
        JsonObject page = json(ask("GET", "/chat/v2/Services", ""), 200);
        assertThat(page.getJsonArray("services").getJsonObject(0).getString("friendly_name"))
                .isEqualTo("listed");
        assertThat(json(ask("POST", SERVICE, "FriendlyName=new+name"), 200).getString("friendly_name"))
                .isEqualTo("new name");
        assertThat(ask("DELETE", SERVICE, "").statusCode()).isEqualTo(204);
        assertThat(STAGE.messaging().orders().taken(EraseMessaging.class)).hasSize(1);
        assertRefusal(ask("POST", "/chat/v2/Services", ""), ErrorCode.FRIENDLY_NAME_MISSING);
    }

    @Test
    void anUpdateLeavesWhatItDoesNotName() throws Exception {
        json(ask("POST", SERVICE, "ReachabilityEnabled=True&Limits.ChannelMembers=1000&FriendlyName=x"), 200);

        assertThat(STAGE.messaging().asked(UpdateMessagingSettings.class).command())
                .isEqualTo(new UpdateMessagingSettings(
                        new MessagingSettings("RL1", "RL2", "RL3", true, 5, 10, 1_000, 250, true)));
    }

    @Test
    void anUpdateMayNameEverySetting() throws Exception {
        json(
                ask(
                        "POST",
                        SERVICE,
                        "DefaultServiceRoleSid=RL4&DefaultChannelRoleSid=RL5&DefaultChannelCreatorRoleSid=RL6"
                                + "&TypingIndicatorTimeout=7&ConsumptionReportInterval=8&Limits.UserChannels=9"
                                + "&ReadStatusEnabled=false"),
                200);

        assertThat(STAGE.messaging().asked(UpdateMessagingSettings.class).command())
                .isEqualTo(new UpdateMessagingSettings(
                        new MessagingSettings("RL4", "RL5", "RL6", false, 7, 8, 100, 9, false)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ReachabilityEnabled=maybe",
                "TypingIndicatorTimeout=0",
                "TypingIndicatorTimeout=soon",
                "ConsumptionReportInterval=60",
                "Limits.ChannelMembers=1001",
                "Limits.UserChannels=-1",
                "Limits.UserChannels="
            })
    void aSettingOutOfBoundsIsRefused(String form) throws Exception {
        assertRefusal(ask("POST", SERVICE, form), ErrorCode.BAD_REQUEST);
    }

    @Test
    void rolesAreListedPageByPageInTheOrderOfTheirMaking() throws Exception {
        RoleState older = new RoleState(
                "RL" + "f".repeat(32), "older", RoleType.CHANNEL, Set.of(RolePermission.SEND_MESSAGE), 0, 0);
        STAGE.messaging().answer(ListRoles.class, list -> new RoleList(List.of(ROLE, older)));

        JsonObject first = json(ask("GET", ROLES + "?PageSize=1", ""), 200);
        String next = first.getJsonObject("meta").getString("next_page_url");
        JsonObject second = json(ask("GET", next.substring(STAGE.baseUrl().length()), ""), 200);

        assertThat(first.getJsonArray("roles").getJsonObject(0).getString("friendly_name"))
                .isEqualTo("older");
        assertThat(second.getJsonArray("roles")).isEqualTo(new JsonArray().add(resource()));
        assertThat(second.getJsonObject("meta").getString("next_page_url")).isNull();
    }

    @Test
    void aRoleIsMadeFetchedChangedAndRemoved() throws Exception {
        String one = ROLES + "/" + Tokens.ROLE;

        assertThat(json(
                        ask(
                                "POST",
                                ROLES,
                                "FriendlyName=a+guest&Type=channel&Permission=sendMessage&Permission=leaveChannel"),
                        201))
                .isEqualTo(resource());
        assertThat(json(ask("GET", one, ""), 200)).isEqualTo(resource());
        assertThat(json(ask("POST", one, "Permission=sendMessage"), 200)).isEqualTo(resource());
        assertThat(ask("DELETE", one, "").statusCode()).isEqualTo(204);

        assertThat(STAGE.messaging().asked(CreateRole.class).command())
                .isEqualTo(new CreateRole(
                        "a guest",
                        RoleType.CHANNEL,
                        Set.of(RolePermission.SEND_MESSAGE, RolePermission.LEAVE_CHANNEL)));
        assertThat(STAGE.messaging().asked(UpdateRole.class).command())
                .isEqualTo(new UpdateRole(Tokens.ROLE, Set.of(RolePermission.SEND_MESSAGE)));
        assertThat(STAGE.messaging().asked(DeleteRole.class).command()).isEqualTo(new DeleteRole(Tokens.ROLE));
    }

    @Test
    void aRoleNeedsANameATypeAndPermissionsThatExist() throws Exception {
        assertRefusal(ask("POST", ROLES, "Type=channel&Permission=sendMessage"), ErrorCode.FRIENDLY_NAME_MISSING);
        assertRefusal(ask("POST", ROLES, "FriendlyName=x&Permission=sendMessage"), ErrorCode.ROLE_TYPE_INVALID);
        assertRefusal(
                ask("POST", ROLES, "FriendlyName=x&Type=other&Permission=sendMessage"), ErrorCode.ROLE_TYPE_INVALID);
        assertRefusal(ask("POST", ROLES, "FriendlyName=x&Type=channel"), ErrorCode.BAD_REQUEST);
        assertRefusal(ask("POST", ROLES, "FriendlyName=x&Type=channel&Permission=fly"), ErrorCode.PERMISSION_UNKNOWN);
        assertThat(STAGE.messaging().orders().taken(CreateRole.class)).isEmpty();
    }

    @Test
    void aRoleThatIsNotThereIsNotFound() throws Exception {
        STAGE.messaging().orders().refuse(UpdateRole.class, ErrorCode.ROLE_NOT_FOUND, 1);
        String other = ROLES + "/RL" + "0".repeat(32);

        assertRefusal(ask("GET", other, ""), ErrorCode.NOT_FOUND);
        assertRefusal(ask("POST", other, "Permission=sendMessage"), ErrorCode.NOT_FOUND);
    }

    @Test
    void onlyTheBackEndIsHeardAndOnBehalfOfItsAccount() throws Exception {
        json(ask("GET", SERVICE, ""), 200);
        assertThat(STAGE.messaging().asked(ReadMessagingSettings.class).caller())
                .satisfies(caller -> {
                    assertThat(caller.backEnd()).isTrue();
                    assertThat(caller.accountSid()).isEqualTo(Tokens.ACCOUNT);
                    assertThat(caller.serviceSid()).isEqualTo(Tokens.SERVICE);
                });

        HttpRequest withToken = HttpRequest.newBuilder(URI.create(STAGE.baseUrl() + SERVICE))
                .header("X-Twilio-Token", STAGE.tokens().forChat("ann"))
                .build();
        assertRefusal(client.send(withToken, HttpResponse.BodyHandlers.ofString()), ErrorCode.UNAUTHORIZED);
        // Even a request that is wrong in itself says nothing to who is nobody.
        assertRefusal(ask("POST", ROLES, "", "nobody:x"), ErrorCode.UNAUTHORIZED);
    }

    private HttpResponse<String> ask(String method, String path, String form) throws Exception {
        return ask(method, path, form, GOOD);
    }

    private HttpResponse<String> ask(String method, String path, String form, String credentials) throws Exception {
        String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(STAGE.baseUrl() + path))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, HttpRequest.BodyPublishers.ofString(form))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject json(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return new JsonObject(response.body());
    }

    private static void assertRefusal(HttpResponse<String> response, ErrorCode code) {
        assertThat(json(response, code.httpStatus()).getInteger("code")).isEqualTo(code.number());
    }

    private static JsonObject resource() {
        return new JsonObject()
                .put("sid", Tokens.ROLE)
                .put("account_sid", Tokens.ACCOUNT)
                .put("service_sid", Tokens.SERVICE)
                .put("friendly_name", "guest")
                .put("type", "channel")
                .put("permissions", new JsonArray().add("leaveChannel").add("sendMessage"))
                .put("date_created", "2026-05-04T10:11:12Z")
                .put("date_updated", "2026-05-04T10:11:12Z")
                .put("url", STAGE.baseUrl() + ROLES + "/" + Tokens.ROLE);
    }
}
