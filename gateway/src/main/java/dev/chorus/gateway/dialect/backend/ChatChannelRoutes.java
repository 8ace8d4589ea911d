package dev.chorus.gateway.dialect.backend;

import dev.chorus.contract.channel.ChannelState;
import dev.chorus.contract.channel.ChannelType;
import dev.chorus.contract.channel.CreateChannel;
import dev.chorus.contract.channel.DeleteChannel;
import dev.chorus.contract.channel.LastMessage;
import dev.chorus.contract.channel.ListChannels;
import dev.chorus.contract.channel.ReadChannel;
import dev.chorus.contract.channel.UpdateChannel;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.message.MessageSid;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayResponse;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Channels (REST specification, section 5.2). */
final class ChatChannelRoutes {
    private ChatChannelRoutes() {}

    static void addTo(RestRoutes routes) {
        String one = "/Channels/{channel}";
        routes.add("POST", "/Channels", ChatChannelRoutes::create)
                .add("GET", "/Channels", ChatChannelRoutes::list)
                .add("GET", one, ChatChannelRoutes::fetch)
                .add("POST", one, ChatChannelRoutes::update)
                .add("DELETE", one, ChatChannelRoutes::delete);
    }

    private static Future<GatewayResponse> create(RestRequest request) {
        ChatForm form = request.form();
        String type = form.textOrNothing("Type");
        CreateChannel command = new CreateChannel(
                type == null ? ChannelType.PUBLIC : type(type),
                form.textOrNothing("UniqueName"),
                form.textOrNothing("FriendlyName"),
                form.attributes(),
                form.origin("CreatedBy"));
        return request.ask(command).map(channel -> answer(201, request, channel));
    }

    private static Future<GatewayResponse> list(RestRequest request) {
        RestPages pages = RestPages.of(request.http(), request.url("/Channels"), RestPages.MOST, "Type");
        ListChannels command = new ListChannels(
                type(request.http().query().getOrDefault("Type", List.of())), pages.from(), pages.size());
        return request.ask(command)
                .map(page -> pages.answer(
                        "channels", page.channels(), page.next(), (json, channel) -> fields(json, request, channel)));
    }

    private static Future<GatewayResponse> fetch(RestRequest request) {
        return request.ask(new ReadChannel(request.path().get(1))).map(channel -> answer(200, request, channel));
    }

    private static Future<GatewayResponse> update(RestRequest request) {
        ChatForm form = request.form();
        return request.channel(1)
                .compose(channel -> request.ask(new UpdateChannel(
                        channel,
                        form.text("UniqueName"),
                        form.text("FriendlyName"),
                        form.attributes(),
                        form.origin("CreatedBy"))))
                .map(updated -> answer(200, request, updated));
    }

    private static Future<GatewayResponse> delete(RestRequest request) {
        return request.channel(1)
                .compose(channel -> request.ask(new DeleteChannel(channel)))
                .map(done -> GatewayResponse.noContent());
    }

    private static GatewayResponse answer(int status, RestRequest request, ChannelState channel) {
        JsonWriter json = new JsonWriter();
        fields(json, request, channel);
        return GatewayResponse.of(status, json);
    }

    private static void fields(JsonWriter json, RestRequest request, ChannelState channel) {
        String url = request.url(channel.sid(), "");
        json.text("sid", channel.sid().value())
                .text("account_sid", request.account())
                .text("service_sid", request.service())
                .text("friendly_name", channel.friendlyName())
                .text("unique_name", channel.uniqueName())
                .text("attributes", channel.attributes())
                .text("type", channel.type().word())
                .text("created_by", channel.createdBy())
                .number("members_count", channel.membersCount())
                .number("messages_count", channel.messagesCount());
        RestJson.dates(json, channel.createdMillis(), channel.updatedMillis())
                .text("url", url)
                .object("links", links -> {
                    links.text("members", url + "/Members")
                            .text("messages", url + "/Messages")
                            .text("invites", url + "/Invites");
                    if (!request.face().first()) {
                        links.text("webhooks", url + "/Webhooks");
                    }
                    LastMessage last = channel.lastMessage();
                    links.text(
                            "last_message",
                            last == null ? null : url + "/Messages/" + MessageSid.of(channel.sid(), last.index()));
                });
    }

    /** The type that a list is about; null for both. */
    private static @Nullable ChannelType type(List<String> words) {
        Set<ChannelType> types = EnumSet.noneOf(ChannelType.class);
        words.stream().filter(word -> !word.isEmpty()).forEach(word -> types.add(type(word)));
        return types.size() == 1 ? types.iterator().next() : null;
    }

    private static ChannelType type(String word) {
        for (ChannelType type : ChannelType.values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        throw new RequestFailedException(ErrorCode.BAD_REQUEST, "Type: a channel is public or private");
    }
}
