package dev.chorus.gateway.dialect.chat;

import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.message.EditMessage;
import dev.chorus.contract.message.MessageSid;
import dev.chorus.contract.message.MessageState;
import dev.chorus.contract.message.RemoveMessage;
import dev.chorus.contract.message.SendMessage;
import dev.chorus.gateway.json.JsonBody;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;

/** Messages (chat specification, section 8.1). */
final class ConversationMessageRoutes {
    private final ChatDialect dialect;

    ConversationMessageRoutes(ChatDialect dialect) {
        this.dialect = dialect;
    }

    void addTo(RouteTable routes) {
        String all = ConversationRoutes.PATH + "/{channel}/Messages";
        String one = all + "/{message}";
        routes.add("POST", all, (request, path) -> send(request, path.get(0)))
                .add("POST", one, (request, path) -> edit(request, path.get(0), path.get(1)))
                .add("DELETE", one, (request, path) -> remove(request, path.get(0), path.get(1)));
    }

    private Future<GatewayResponse> send(GatewayRequest request, String channel) {
        JsonBody body = request.json();
        if (body.has("media_sid")) {
            throw new RequestFailedException(ErrorCode.BAD_REQUEST, "Media are not served here");
        }
        String text = body.text("body");
        SendMessage command =
                new SendMessage(ChatDialect.channel(channel), text == null ? "" : text, body.text("attributes"));
        return dialect.ask(request, command).map(message -> answer(201, message));
    }

    private Future<GatewayResponse> edit(GatewayRequest request, String channel, String message) {
        JsonBody body = request.json();
        ChannelSid where = ChatDialect.channel(channel);
        EditMessage command = new EditMessage(where, index(where, message), body.text("body"), body.text("attributes"));
        return dialect.ask(request, command).map(edited -> answer(200, edited));
    }

    private Future<GatewayResponse> remove(GatewayRequest request, String channel, String message) {
        ChannelSid where = ChatDialect.channel(channel);
        return dialect.ask(request, new RemoveMessage(where, index(where, message)))
                .map(done -> GatewayResponse.noContent());
    }

    private static long index(ChannelSid channel, String message) {
        return MessageSid.indexIn(channel, message)
                .orElseThrow(() -> new RequestFailedException(ErrorCode.MESSAGE_NOT_FOUND));
    }

    private static GatewayResponse answer(int status, MessageState message) {
        return GatewayResponse.of(
                status,
                new JsonWriter()
                        .text("sid", message.sid().value())
                        .number("index", message.index())
                        .text("author", message.author())
                        .text("participant_sid", message.memberSid())
                        .text("body", message.body())
                        .text("attributes", message.attributes())
                        .date("date_created", message.createdMillis())
                        .date("date_updated", message.updatedMillis())
                        .text("last_updated_by", message.lastUpdatedBy()));
    }
}
