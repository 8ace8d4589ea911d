package dev.chorus.gateway.dialect.backend;

import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.member.AddMember;
import dev.chorus.contract.member.Horizon;
import dev.chorus.contract.member.ListMembers;
import dev.chorus.contract.member.MemberState;
import dev.chorus.contract.member.ReadMember;
import dev.chorus.contract.member.RemoveMember;
import dev.chorus.contract.member.UpdateMember;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayResponse;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Members of channels (REST specification, section 5.3). */
final class ChatMemberRoutes {
    private ChatMemberRoutes() {}

    static void addTo(RestRoutes routes) {
        String all = "/Channels/{channel}/Members";
        String one = all + "/{member}";
        routes.add("POST", all, ChatMemberRoutes::create)
                .add("GET", all, ChatMemberRoutes::list)
                .add("GET", one, ChatMemberRoutes::fetch)
                .add("POST", one, ChatMemberRoutes::update)
                .add("DELETE", one, ChatMemberRoutes::delete);
    }

    /** The horizon that a request sets on a member; null where it sets none. */
    static Future<@Nullable Horizon> horizon(RestRequest request, ChannelSid channel, String member) {
        ChatForm form = request.form();
        Long date = form.consumptionDate();
        if (form.has("LastConsumedMessageIndex")) {
            return Future.succeededFuture(new Horizon(form.consumedIndex(), date));
        }
        // The date alone changes nothing of how far the member has read.
        return date == null
                ? Future.succeededFuture(null)
                : request.ask(new ReadMember(channel, member))
                        .map(found -> new Horizon(found.lastConsumedMessageIndex(), date));
    }

    private static Future<GatewayResponse> create(RestRequest request) {
        ChatForm form = request.form();
        String identity = form.required("Identity", ErrorCode.IDENTITY_MISSING);
        Long index = form.consumedIndex();
        Horizon horizon = index == null ? null : new Horizon(index, form.consumptionDate());
        return request.channel(1)
                .compose(channel -> request.ask(new AddMember(
                        channel,
                        identity,
                        form.textOrNothing("RoleSid"),
                        form.attributes(),
                        horizon,
                        form.origin("Author"))))
                .map(member -> answer(201, request, member));
    }

    private static Future<GatewayResponse> list(RestRequest request) {
        List<String> identities = request.http().query().getOrDefault("Identity", List.of());
        return request.channel(1).compose(channel -> {
            RestPages pages =
                    RestPages.of(request.http(), request.url(channel, "/Members"), RestPages.MOST, "Identity");
            return request.ask(new ListMembers(channel, identities, pages.from(), pages.size()))
                    .map(page -> pages.answer(
                            "members", page.members(), page.next(), (json, member) -> fields(json, request, member)));
        });
    }

    private static Future<GatewayResponse> fetch(RestRequest request) {
        return request.channel(1)
                .compose(channel ->
                        request.ask(new ReadMember(channel, request.path().get(2))))
                .map(member -> answer(200, request, member));
    }

    private static Future<GatewayResponse> update(RestRequest request) {
        ChatForm form = request.form();
        String member = request.path().get(2);
        return request.channel(1)
                .compose(channel -> horizon(request, channel, member)
                        .compose(horizon -> request.ask(new UpdateMember(
                                channel,
                                member,
                                form.attributes(),
                                form.textOrNothing("RoleSid"),
                                horizon,
                                form.origin("Author")))))
                .map(updated -> answer(200, request, updated));
    }

    private static Future<GatewayResponse> delete(RestRequest request) {
        return request.channel(1)
                .compose(channel ->
                        request.ask(new RemoveMember(channel, request.path().get(2))))
                .map(done -> GatewayResponse.noContent());
    }

    private static GatewayResponse answer(int status, RestRequest request, MemberState member) {
        JsonWriter json = new JsonWriter();
        fields(json, request, member);
        return GatewayResponse.of(status, json);
    }

    private static void fields(JsonWriter json, RestRequest request, MemberState member) {
        json.text("sid", member.sid())
                .text("account_sid", request.account())
                .text("service_sid", request.service())
                .text("channel_sid", member.channel().value())
                .text("identity", member.identity())
                .text("role_sid", member.roleSid());
        RestJson.number(json, "last_consumed_message_index", member.lastConsumedMessageIndex());
        RestJson.date(json, "last_consumption_timestamp", member.lastConsumptionMillis())
                .text("attributes", member.attributes());
        RestJson.dates(json, member.createdMillis(), member.updatedMillis())
                .text("url", request.url(member.channel(), "/Members/" + member.sid()));
    }
}
