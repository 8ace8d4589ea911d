package dev.chorus.gateway.dialect.backend;

import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.message.EditMessage;
import dev.chorus.contract.message.ListMessages;
import dev.chorus.contract.message.MessageSid;
import dev.chorus.contract.message.MessageState;
import dev.chorus.contract.message.ReadMessage;
import dev.chorus.contract.message.RemoveMessage;
import dev.chorus.contract.message.SendMessage;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayResponse;
import io.vertx.core.Future;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Messages of channels (REST specification, section 5.4). */
final class ChatMessageRoutes {
    private static final String INDEX = "\\d{1,12}";

    private ChatMessageRoutes() {}

    static void addTo(RestRoutes routes) {
        String all = "/Channels/{channel}/Messages";
        String one = all + "/{message}";
        routes.add("POST", all, ChatMessageRoutes::create)
                .add("GET", all, ChatMessageRoutes::list)
                .add("GET", one, ChatMessageRoutes::fetch)
                .add("POST", one, ChatMessageRoutes::update)
                .add("DELETE", one, ChatMessageRoutes::delete);
    }

    private static Future<GatewayResponse> create(RestRequest request) {
        ChatForm form = request.form();
        if (form.textOrNothing("MediaSid") != null) {
            throw new RequestFailedException(ErrorCode.BAD_REQUEST, "MediaSid: media are not served here");
        }
        String body = form.text("Body");
        return request.channel(1)
                .compose(channel -> request.ask(
                        new SendMessage(channel, body == null ? "" : body, form.attributes(), form.origin("From"))))
                .map(message -> answer(201, request, message));
    }

    private static Future<GatewayResponse> list(RestRequest request) {
        boolean newestFirst = newestFirst(request.http().parameter("Order"));
        return request.channel(1).compose(channel -> {
            RestPages pages = RestPages.of(request.http(), request.url(channel, "/Messages"), RestPages.MOST, "Order");
            return request.ask(new ListMessages(channel, index(pages.from()), newestFirst, pages.size()))
                    .map(page -> pages.answer(
                            "messages",
                            page.messages(),
                            page.next() == null ? null : String.valueOf(page.next()),
                            (json, message) -> fields(json, request, message)));
        });
    }

    private static Future<GatewayResponse> fetch(RestRequest request) {
        return request.channel(1)
                .compose(channel -> request.ask(new ReadMessage(channel, index(request, channel))))
                .map(message -> answer(200, request, message));
    }

    private static Future<GatewayResponse> update(RestRequest request) {
        ChatForm form = request.form();
        return request.channel(1)
                .compose(channel -> {
                    long index = index(request, channel);
                    EditMessage command =
                            new EditMessage(channel, index, form.text("Body"), form.attributes(), form.origin("From"));
                    boolean nothing =
                            command.body() == null && command.attributes() == null && command.origin() == null;
                    return nothing ? request.ask(new ReadMessage(channel, index)) : request.ask(command);
                })
                .map(updated -> answer(200, request, updated));
    }

    private static Future<GatewayResponse> delete(RestRequest request) {
        return request.channel(1)
                .compose(channel -> request.ask(new RemoveMessage(channel, index(request, channel))))
                .map(done -> GatewayResponse.noContent());
    }

    private static long index(RestRequest request, ChannelSid channel) {
        String message = request.path().get(2);
        OptionalLong index = message.matches(INDEX)
                ? OptionalLong.of(Long.parseLong(message))
                : MessageSid.indexIn(channel, message);
        return index.orElseThrow(() -> new RequestFailedException(ErrorCode.MESSAGE_NOT_FOUND));
    }

    private static @Nullable Long index(@Nullable String from) {
        if (from == null) {
            return null;
        }
        if (!from.matches(INDEX)) {
            throw new RequestFailedException(ErrorCode.PAGE_TOKEN_INVALID);
        }
        return Long.valueOf(from);
    }

    private static boolean newestFirst(@Nullable String order) {
        if (order == null || order.isEmpty() || order.equalsIgnoreCase("asc")) {
            return false;
        }
        if (order.equalsIgnoreCase("desc")) {
            return true;
        }
        throw new RequestFailedException(ErrorCode.BAD_REQUEST, "Order: messages are ordered asc or desc");
    }

    private static GatewayResponse answer(int status, RestRequest request, MessageState message) {
        JsonWriter json = new JsonWriter();
        fields(json, request, message);
        return GatewayResponse.of(status, json);
    }

    private static void fields(JsonWriter json, RestRequest request, MessageState message) {
        String channel = message.channel().value();
        json.text("sid", message.sid().value())
                .text("account_sid", request.account())
                .text("service_sid", request.service())
                .text("to", channel)
                .text("channel_sid", channel)
                .text("from", message.author())
                .text("body", message.body())
                .text("attributes", message.attributes())
                .number("index", message.index())
                .text("type", "text")
                .raw("media", null)
                .flag("was_edited", message.edited())
                .text("last_updated_by", message.lastUpdatedBy());
        RestJson.dates(json, message.createdMillis(), message.updatedMillis())
                .text("url", request.url(message.channel(), "/Messages/" + message.sid()));
    }
}
