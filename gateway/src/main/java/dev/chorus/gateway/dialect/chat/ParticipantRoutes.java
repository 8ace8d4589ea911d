package dev.chorus.gateway.dialect.chat;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.member.AddMember;
import dev.chorus.contract.member.InviteMember;
import dev.chorus.contract.member.MemberState;
import dev.chorus.contract.member.RemoveInvitation;
import dev.chorus.contract.member.RemoveMember;
import dev.chorus.contract.member.UpdateMember;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;

/** Members and invitations (chat specification, section 8.1). */
final class ParticipantRoutes {
    private final ChatDialect dialect;

    ParticipantRoutes(ChatDialect dialect) {
        this.dialect = dialect;
    }

    void addTo(RouteTable routes) {
        String members = ConversationRoutes.PATH + "/{channel}/Participants";
        String invitations = ConversationRoutes.PATH + "/{channel}/Invites";
        routes.add("POST", members, (request, path) -> add(request, path.get(0)))
                .add("POST", members + "/{member}", (request, path) -> update(request, path.get(0), path.get(1)))
                .add("DELETE", members + "/{member}", (request, path) -> remove(request, path.get(0), path.get(1)))
                .add("POST", invitations, (request, path) -> invite(request, path.get(0)))
                .add(
                        "DELETE",
                        invitations + "/{identity}",
                        (request, path) -> removeInvitation(request, path.get(0), path.get(1)));
    }

    private Future<GatewayResponse> add(GatewayRequest request, String channel) {
        return dialect.ask(request, new AddMember(ChatDialect.channel(channel), identity(request)))
                .map(member -> answer(201, member));
    }

    private Future<GatewayResponse> update(GatewayRequest request, String channel, String member) {
        String attributes = request.json().text("attributes");
        if (attributes == null) {
            throw new RequestFailedException(ErrorCode.BAD_REQUEST, "There are no attributes in the body");
        }
        return dialect.ask(request, new UpdateMember(ChatDialect.channel(channel), member, attributes))
                .map(updated -> answer(200, updated));
    }

    private Future<GatewayResponse> remove(GatewayRequest request, String channel, String member) {
        return dialect.ask(request, new RemoveMember(ChatDialect.channel(channel), member))
                .map(done -> GatewayResponse.noContent());
    }

    private Future<GatewayResponse> invite(GatewayRequest request, String channel) {
        String identity = identity(request);
        return dialect.ask(request, new InviteMember(ChatDialect.channel(channel), identity))
                .map(done -> GatewayResponse.of(201, new JsonWriter().text("identity", identity)));
    }

    private Future<GatewayResponse> removeInvitation(GatewayRequest request, String channel, String identity) {
        return dialect.ask(request, new RemoveInvitation(ChatDialect.channel(channel), identity))
                .map(done -> GatewayResponse.noContent());
    }

    private static String identity(GatewayRequest request) {
        String identity = request.json().text("identity");
        if (identity == null) {
            throw new RequestFailedException(ErrorCode.IDENTITY_INVALID);
        }
        return identity;
    }

    private static GatewayResponse answer(int status, MemberState member) {
        return GatewayResponse.of(
                status,
                new JsonWriter()
                        .text("sid", member.sid())
                        .text("conversation_sid", member.channel().value())
                        .text("identity", member.identity())
                        .text("role_sid", member.roleSid())
                        .text("attributes", member.attributes())
                        .date("date_created", member.createdMillis())
                        .date("date_updated", member.updatedMillis()));
    }
}
