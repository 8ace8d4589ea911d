package dev.chorus.messaging.event;

import static dev.chorus.contract.channel.ChannelType.PUBLIC;
import static dev.chorus.messaging.MessagingRig.SERVICE;
import static dev.chorus.messaging.MessagingRig.await;
import static dev.chorus.messaging.MessagingRig.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.ChatWebhooks;
import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.message.SendMessage;
import dev.chorus.messaging.MessagingRig;
import dev.chorus.messaging.MessagingRigExtension;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MessagingRigExtension.class)
class EventGateTest {
    private final MessagingRig messaging;
    /** What was asked about, by channel, by all tests: settings are remembered for a while, and so is the receiver. */
    private static final List<Map.Entry<String, String>> ASKED = new CopyOnWriteArrayList<>();

    EventGateTest(MessagingRig messaging) {
        this.messaging = messaging;
    }

    @Test
    void aRepeatedCommandIsAskedAboutOnce() {
        ChannelSid channel = channelWithABackEnd();
        Caller alice = client("alice").withRequestId("request-1");

        messaging.ask(alice, new SendMessage(channel, "hello", null));
        messaging.ask(alice, new SendMessage(channel, "hello", null));

        assertThat(askedAbout(channel)).containsExactly("hello");
    }

    @Test
    void anotherCommandIsAskedAboutThoughItHasTheSameRequestId() {
        ChannelSid channel = channelWithABackEnd();
        Caller alice = client("alice").withRequestId("request-1");

        messaging.ask(alice, new SendMessage(channel, "allowed", null));
        messaging
                .send(alice, new SendMessage(channel, "never asked about", null))
                .exceptionally(refused -> null)
                .join();

        assertThat(askedAbout(channel)).containsExactly("allowed", "never asked about");
    }

    private ChannelSid channelWithABackEnd() {
        HttpServer server = await(messaging
                .vertx()
                .createHttpServer()
                .requestHandler(request -> request.setExpectMultipart(true).endHandler(end -> {
                    ASKED.add(Map.entry(request.getFormAttribute("ChannelSid"), request.getFormAttribute("Body")));
                    request.response().end();
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture());
        String url = "http://127.0.0.1:" + server.actualPort() + "/";
        ChatWebhooks webhooks = new ChatWebhooks(url, null, "POST", List.of("onMessageSend"), 0, 0, false);
        await(messaging.onLoop(() -> messaging
                .store()
                .tenants()
                .readSettings(SERVICE)
                .compose(found -> messaging.store().tenants().writeSettings(of(found, webhooks)))));
        return messaging.channelOf(PUBLIC, "alice").sid();
    }

    private static List<String> askedAbout(ChannelSid channel) {
        return ASKED.stream()
                .filter(each -> each.getKey().equals(channel.value()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static ServiceSettings of(ServiceSettings found, ChatWebhooks webhooks) {
        return new ServiceSettings(
                found.sid(), found.accountSid(), found.aclEnabled(), found.webhooks(), webhooks, null, 0, 0);
    }
}
