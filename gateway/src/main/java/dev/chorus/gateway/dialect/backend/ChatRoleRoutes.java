package dev.chorus.gateway.dialect.backend;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.role.CreateRole;
import dev.chorus.contract.role.DeleteRole;
import dev.chorus.contract.role.ListRoles;
import dev.chorus.contract.role.RolePermission;
import dev.chorus.contract.role.RoleState;
import dev.chorus.contract.role.RoleType;
import dev.chorus.contract.role.UpdateRole;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayResponse;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Roles (REST specification, section 5.7). */
final class ChatRoleRoutes {
    private static final Comparator<RoleState> OLDEST_FIRST =
            Comparator.comparingLong(RoleState::createdMillis).thenComparing(RoleState::sid);

    private ChatRoleRoutes() {}

    static void addTo(RestRoutes routes) {
        String one = "/Roles/{role}";
        routes.add("POST", "/Roles", ChatRoleRoutes::create)
                .add("GET", "/Roles", ChatRoleRoutes::list)
                .add("GET", one, ChatRoleRoutes::fetch)
                .add("POST", one, ChatRoleRoutes::update)
                .add("DELETE", one, ChatRoleRoutes::delete);
    }

    private static Future<GatewayResponse> create(RestRequest request) {
        ChatForm form = request.form();
        CreateRole command = new CreateRole(
                form.required("FriendlyName", ErrorCode.FRIENDLY_NAME_MISSING), type(form), permissions(form));
        return request.ask(command).map(role -> answer(201, request, role));
    }

    /** A service has few roles, so that the command has no pages. */
    private static Future<GatewayResponse> list(RestRequest request) {
        RestPages pages = RestPages.of(request.http(), request.url("/Roles"), RestPages.MOST);
        return request.ask(new ListRoles()).map(list -> {
            List<RoleState> rest = list.roles().stream()
                    .sorted(OLDEST_FIRST)
                    .filter(role -> place(role).compareTo(from(pages.from())) > 0)
                    .toList();
            List<RoleState> page = rest.subList(0, Math.min(pages.size(), rest.size()));
            String next = rest.size() > page.size() ? place(page.get(page.size() - 1)) : null;
            return pages.answer("roles", page, next, (json, role) -> fields(json, request, role));
        });
    }

    private static Future<GatewayResponse> fetch(RestRequest request) {
        String sid = request.path().get(1);
        return request.ask(new ListRoles())
                .map(list -> list.roles().stream()
                        .filter(role -> role.sid().equals(sid))
                        .findFirst()
                        .map(role -> answer(200, request, role))
                        .orElseThrow(() -> new RequestFailedException(ErrorCode.ROLE_NOT_FOUND)));
    }

    private static Future<GatewayResponse> update(RestRequest request) {
        return request.ask(new UpdateRole(request.path().get(1), permissions(request.form())))
                .map(role -> answer(200, request, role));
    }

    private static Future<GatewayResponse> delete(RestRequest request) {
        return request.ask(new DeleteRole(request.path().get(1))).map(done -> GatewayResponse.noContent());
    }

    /** A role's place in the order, as a text whose order is the same. */
    private static String place(RoleState role) {
        return "%015d-%s".formatted(role.createdMillis(), role.sid());
    }

    private static String from(@Nullable String place) {
        return place == null ? "" : place;
    }

    private static GatewayResponse answer(int status, RestRequest request, RoleState role) {
        JsonWriter json = new JsonWriter();
        fields(json, request, role);
        return GatewayResponse.of(status, json);
    }

    private static void fields(JsonWriter json, RestRequest request, RoleState role) {
        json.text("sid", role.sid())
                .text("account_sid", request.account())
                .text("service_sid", request.service())
                .text("friendly_name", role.friendlyName())
                .text("type", role.type().word())
                .texts(
                        "permissions",
                        role.permissions().stream()
                                .map(RolePermission::word)
                                .sorted()
                                .toList());
        RestJson.dates(json, role.createdMillis(), role.updatedMillis())
                .text("url", request.url("/Roles/" + role.sid()));
    }

    private static RoleType type(ChatForm form) {
        String word = form.required("Type", ErrorCode.ROLE_TYPE_INVALID);
        for (RoleType type : RoleType.values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        throw new RequestFailedException(ErrorCode.ROLE_TYPE_INVALID);
    }

    private static Set<RolePermission> permissions(ChatForm form) {
        form.required("Permission", ErrorCode.BAD_REQUEST);
        Set<RolePermission> permissions = EnumSet.noneOf(RolePermission.class);
        for (String word : form.all("Permission")) {
            permissions.add(RolePermission.ofWord(word)
                    .orElseThrow(() -> new RequestFailedException(
                            ErrorCode.PERMISSION_UNKNOWN, "Permission: " + word + " is none")));
        }
        return permissions;
    }
}
