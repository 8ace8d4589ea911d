package dev.chorus.store.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.webhook.WebhookState;
import dev.chorus.store.key.Partition;
import dev.chorus.store.script.ScriptRunner;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The webhooks of channels. All methods fail as {@link ScriptRunner#send} does. */
public final class ChannelWebhookStore {
    private static final int MOST = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ScriptRunner scripts;

    /** A store that sends its commands here. */
    public ChannelWebhookStore(ScriptRunner scripts) {
        this.scripts = scripts;
    }

    /** A channel's webhooks, the oldest first. */
    public Future<List<WebhookState>> read(ChannelSid channel) {
        return send(channel, Request.cmd(Command.HVALS).arg(keyOf(channel))).map(found -> {
            List<WebhookState> webhooks = new ArrayList<>();
            for (Response webhook : found) {
                webhooks.add(decode(webhook.toString()));
            }
            webhooks.sort(Comparator.comparing(WebhookState::createdMillis).thenComparing(WebhookState::sid));
            return webhooks;
        });
    }

    /** Writes one. Fails with {@link ErrorCode#CHANNEL_WEBHOOKS_FULL} where a new one has no room. */
    public Future<WebhookState> put(WebhookState webhook) {
        ChannelSid channel = webhook.channel();
        return send(
                        channel,
                        Request.cmd(Command.HSET)
                                .arg(keyOf(channel))
                                .arg(webhook.sid())
                                .arg(encode(webhook)))
                .compose(written -> send(channel, Request.cmd(Command.HLEN).arg(keyOf(channel))))
                // Counted after it was written: of several that come at once, none is over.
                .compose(count -> count.toInteger() <= MOST
                        ? Future.succeededFuture(webhook)
                        : remove(channel, webhook.sid())
                                .compose(removed -> Future.failedFuture(
                                        new RequestFailedException(ErrorCode.CHANNEL_WEBHOOKS_FULL))));
    }

    /** Removes one. Fails with {@link ErrorCode#CHANNEL_WEBHOOK_NOT_FOUND} where it is not there. */
    public Future<Void> remove(ChannelSid channel, String sid) {
        return send(channel, Request.cmd(Command.HDEL).arg(keyOf(channel)).arg(sid))
                .compose(removed -> removed.toInteger() == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture(new RequestFailedException(ErrorCode.CHANNEL_WEBHOOK_NOT_FOUND)));
    }

    private Future<Response> send(ChannelSid channel, Request request) {
        return scripts.send(Partition.of(channel.document()).number(), request);
    }

    private static String keyOf(ChannelSid channel) {
        return Partition.of(channel.document()).prefix() + channel.value() + ":webhooks";
    }

    private static WebhookState decode(String stored) {
        try {
            return JSON.readValue(stored, WebhookState.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encode(WebhookState webhook) {
        try {
            return JSON.writeValueAsString(webhook);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
