package dev.chorus.messaging.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;
import dev.chorus.contract.Request;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.channel.ChannelState;
import dev.chorus.contract.channel.CreateChannel;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.member.SetConsumptionHorizon;
import dev.chorus.contract.message.MessageState;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.messaging.channel.ChannelHandlers;
import dev.chorus.messaging.projection.ChannelEntry;
import dev.chorus.messaging.projection.Projections;
import dev.chorus.messaging.script.StoredJson;
import dev.chorus.service.command.CommandTable;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the commands of sessions by the same handlers that serve everyone. What a command changes is told before
 * its answer, but for a new channel, whose answer comes before it appears in lists (first generation specification,
 * section 13).
 */
public final class SessionCommands {
    private static final Logger LOG = LoggerFactory.getLogger(SessionCommands.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;

    private final SessionStore sessions;
    private final CommandTable table;
    private final ChannelHandlers channels;
    private final Projections projections;

    SessionCommands(SessionStore sessions, CommandTable table, ChannelHandlers channels, Projections projections) {
        this.sessions = sessions;
        this.table = table;
        this.channels = channels;
        this.projections = projections;
    }

    /** Carries out a command that has no answer yet. Doing so again does nothing new. */
    public Future<Void> carryOut(Caller service, ObjectSid session, long index) {
        return sessions.read(session, index)
                .compose(found -> found == null ? Future.succeededFuture() : carryOut(service, session, index, found))
                .onFailure(failure -> LOG.atWarn()
                        .addKeyValue("account", service.accountSid())
                        .addKeyValue("service", service.serviceSid())
                        .log("A session's command waits: {}", failure.getMessage()));
    }

    private Future<Void> carryOut(Caller service, ObjectSid session, long index, SessionStore.Unanswered found) {
        JsonNode item = StoredJson.parse(found.data());
        SessionRequest request = new SessionRequest(item.path("request"));
        Caller caller = new Caller(
                service.accountSid(),
                service.serviceSid(),
                found.identity(),
                false,
                "",
                0,
                session.value() + "/" + StoredJson.text(item, "commandId"));
        Answer answer = response -> sessions.answer(caller, session, index, answered(item, response));
        if (request.action().equals("consumptionReport")) {
            return report(caller, request).compose(done -> answer.write(ok()));
        }
        Command<? extends Reply> command;
        try {
            command = request.command(caller);
        } catch (RequestFailedException e) {
            return answer.write(refused(e));
        }
        return (command instanceof CreateChannel create
                        ? create(caller, create, answer)
                        : table.handle(new Request<>(caller, command))
                                .compose(outcome -> answer.write(response(outcome.reply()))))
                .recover(failure -> failure instanceof RequestFailedException refusal
                                && !refusal.code().retryable()
                        ? answer.write(refused(refusal))
                        : Future.failedFuture(failure));
    }

    private Future<Void> create(Caller caller, CreateChannel command, Answer answer) {
        return channels.create(caller, command)
                .compose(created -> answer.write(response(created.result()))
                        .compose(answered -> projections.follow(caller, created)));
    }

    /** Horizons that make no sense are passed over: clients take no refusal. */
    private Future<?> report(Caller caller, SessionRequest request) {
        Future<?> done = Future.succeededFuture();
        int number = 0;
        for (JsonNode entry : request.fields().path("report")) {
            String channel = StoredJson.text(entry, "channelSid");
            Long index = StoredJson.numberOrNull(entry, "messageIdx");
            if (!ChannelSid.isSid(channel) || (index != null && index < 0)) {
                continue;
            }
            Caller once = caller.withRequestId(caller.requestId() + "/" + number++);
            Command<?> command = new SetConsumptionHorizon(new ChannelSid(channel), index);
            done = done.transform(before -> table.handle(new Request<>(once, command)));
        }
        return done.transform(last -> Future.succeededFuture());
    }

    private static ObjectNode response(Reply reply) {
        ObjectNode response = ok();
        if (reply instanceof ChannelState channel) {
            response.put("channelSid", channel.sid().value());
            response.setAll((ObjectNode) parse(ChannelEntry.of(channel)));
        } else if (reply instanceof MessageState message) {
            response.put("messageSid", message.sid().value()).put("messageIdx", message.index());
        }
        return response;
    }

    private static ObjectNode ok() {
        return JSON.createObjectNode().put("status", OK).put("statusText", "OK");
    }

    private static ObjectNode refused(RequestFailedException refusal) {
        return JSON.createObjectNode()
                .put("status", refusal.code().httpStatus())
                .put("statusText", refusal.code().meaning());
    }

    private static byte[] answered(JsonNode item, ObjectNode response) {
        ObjectNode whole = item.deepCopy();
        whole.set("response", response);
        return whole.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Answer {
        Future<Void> write(ObjectNode response);
    }
}
