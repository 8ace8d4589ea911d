package dev.chorus.gateway.dialect.backend;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.member.InvitationState;
import dev.chorus.contract.member.InviteMember;
import dev.chorus.contract.member.ListInvitations;
import dev.chorus.contract.member.ReadInvitation;
import dev.chorus.contract.member.RemoveInvitation;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayResponse;
import io.vertx.core.Future;
import java.util.List;

/** Invitations to channels (REST specification, section 5.5). */
final class ChatInviteRoutes {
    private ChatInviteRoutes() {}

    static void addTo(RestRoutes routes) {
        String all = "/Channels/{channel}/Invites";
        String one = all + "/{invite}";
        routes.add("POST", all, ChatInviteRoutes::create)
                .add("GET", all, ChatInviteRoutes::list)
                .add("GET", one, request -> find(request).map(invitation -> answer(200, request, invitation)))
                .add("DELETE", one, ChatInviteRoutes::delete);
    }

    private static Future<GatewayResponse> create(RestRequest request) {
        ChatForm form = request.form();
        String identity = form.required("Identity", ErrorCode.IDENTITY_MISSING);
        return request.channel(1)
                .compose(channel -> request.ask(new InviteMember(channel, identity, form.textOrNothing("RoleSid"))))
                .map(invitation -> answer(201, request, invitation));
    }

    private static Future<GatewayResponse> list(RestRequest request) {
        List<String> identities = request.http().query().getOrDefault("Identity", List.of());
        return request.channel(1).compose(channel -> {
            RestPages pages =
                    RestPages.of(request.http(), request.url(channel, "/Invites"), RestPages.MOST, "Identity");
            return request.ask(new ListInvitations(channel, identities, pages.from(), pages.size()))
                    .map(page -> pages.answer(
                            "invites",
                            page.invitations(),
                            page.next(),
                            (json, invitation) -> fields(json, request, invitation)));
        });
    }

    private static Future<GatewayResponse> delete(RestRequest request) {
        return find(request)
                .compose(found -> request.ask(new RemoveInvitation(found.channel(), found.identity())))
                .map(done -> GatewayResponse.noContent());
    }

    private static Future<InvitationState> find(RestRequest request) {
        return request.channel(1)
                .compose(channel ->
                        request.ask(new ReadInvitation(channel, request.path().get(2))));
    }

    private static GatewayResponse answer(int status, RestRequest request, InvitationState invitation) {
        JsonWriter json = new JsonWriter();
        fields(json, request, invitation);
        return GatewayResponse.of(status, json);
    }

    private static void fields(JsonWriter json, RestRequest request, InvitationState invitation) {
        json.text("sid", invitation.sid())
                .text("account_sid", request.account())
                .text("service_sid", request.service())
                .text("channel_sid", invitation.channel().value())
                .text("identity", invitation.identity())
                .text("role_sid", invitation.roleSid())
                .text("created_by", invitation.createdBy());
        RestJson.dates(json, invitation.createdMillis(), invitation.createdMillis())
                .text("url", request.url(invitation.channel(), "/Invites/" + invitation.sid()));
    }
}
