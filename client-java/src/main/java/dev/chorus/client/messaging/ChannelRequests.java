package dev.chorus.client.messaging;

import dev.chorus.client.connection.Answer;
import dev.chorus.client.connection.CallRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;

/** What is asked for about one channel, from any thread. */
final class ChannelRequests {
    private final MessagingContext context;
    private final String sid;
    private long typingUntilNanos = System.nanoTime();

    ChannelRequests(MessagingContext context, String sid) {
        this.context = context;
        this.sid = sid;
    }

    /** Reads the channel's resource. */
    Future<Answer> get() {
        return ask(CallRequest.get(path("")));
    }

    Future<Answer> post(String part, JsonObject body) {
        return ask(CallRequest.post(path(part), body));
    }

    Future<Answer> delete(String part) {
        return ask(CallRequest.of("DELETE", path(part)));
    }

    /** Reads what the own user is to the channel. */
    Future<Answer> getMembership() {
        return ask(CallRequest.get(membershipPath()));
    }

    Future<Answer> postMembership(JsonObject body) {
        return ask(CallRequest.post(membershipPath(), body));
    }

    /** Says that the own user types, unless that was said lately. */
    Future<Void> typing() {
        return context.loop().call(() -> {
            if (System.nanoTime() - typingUntilNanos < 0) {
                return Future.succeededFuture();
            }
            // Set before the answer: a second key must not lead to a second request.
            typingUntilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
            CallRequest request = CallRequest.of("POST", MessagingContext.CHAT + "/Typing")
                    .withHeader("Content-Type", "application/x-www-form-urlencoded")
                    .withBody("ChannelSid=" + sid);
            return context.ask(request).map(answer -> {
                long seconds = answer.body().getLong("typing_timeout");
                typingUntilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
                return null;
            });
        });
    }

    /** The others take a message for the end of typing: what is typed next is news again. */
    void typingEnded() {
        context.loop().run(() -> typingUntilNanos = System.nanoTime());
    }

    private Future<Answer> ask(CallRequest request) {
        return context.loop().call(() -> context.ask(request));
    }

    private String path(String part) {
        return MessagingContext.CHAT + "/Conversations/" + sid + part;
    }

    private String membershipPath() {
        return MessagingContext.CHAT + "/MyConversations/" + sid;
    }
}
