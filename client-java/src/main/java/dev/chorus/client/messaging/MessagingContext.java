package dev.chorus.client.messaging;

import dev.chorus.client.EventType;
import dev.chorus.client.connection.Answer;
import dev.chorus.client.connection.CallRequest;
import dev.chorus.client.connection.ClientLoop;
import dev.chorus.client.connection.Connection;
import dev.chorus.client.connection.Lanes;
import dev.chorus.client.connection.Subscriptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** What the objects of one client share. */
interface MessagingContext {
    /** Where everything of chat is asked for. */
    String CHAT = "/Client/v1";

    Vertx vertx();

    ClientLoop loop();

    Connection connection();

    Subscriptions subscriptions();

    Lanes lanes();

    Users users();

    /** The identity that the server knows this client by. */
    String identity();

    /** Whether the service tells who is online. */
    boolean reachabilityEnabled();

    /** Has the client tell what happened. */
    <T> void tell(EventType<T> event, T subject);

    /** A channel's document is gone, so the channel is. */
    void channelGone(Channel channel);

    /** A user that is followed has changed. */
    void userChanged(UserInfo user, List<String> changes);

    /** Asks, from the client's event loop. */
    default Future<Answer> ask(CallRequest request) {
        return connection().request(request);
    }

    /** Asks for one thing after the other, in the order of the calls, from any thread. */
    default <T> Future<T> inOrder(String lane, Supplier<Future<T>> work) {
        return loop().call(() -> lanes().run(lane, work));
    }

    /** Percent-encoded, as a segment of a path. */
    static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Attributes travel as JSON text. */
    static JsonObject attributes(Object text) {
        if (text instanceof JsonObject object) {
            return object;
        }
        try {
            return text instanceof String json ? new JsonObject(json) : new JsonObject();
        } catch (DecodeException e) {
            return new JsonObject();
        }
    }
}
