package dev.chorus.messaging.message;

import static dev.chorus.contract.channel.ChannelType.PUBLIC;
import static dev.chorus.messaging.MessagingRig.await;
import static dev.chorus.messaging.MessagingRig.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.change.Delivery;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.message.EditMessage;
import dev.chorus.contract.message.MessageSid;
import dev.chorus.contract.message.MessageState;
import dev.chorus.contract.message.RemoveMessage;
import dev.chorus.contract.message.SendMessage;
import dev.chorus.contract.user.StartTyping;
import dev.chorus.messaging.MessagingRig;
import dev.chorus.messaging.MessagingRigExtension;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MessagingRigExtension.class)
class MessageHandlersTest {
    private final MessagingRig messaging;

    MessageHandlersTest(MessagingRig messaging) {
        this.messaging = messaging;
    }

    @Test
    void theFirstMessageHasTheIndexZeroAndTheNextOneMore() {
        ChannelSid channel = channel("alice");

        assertThat(send("alice", channel, "one").index()).isZero();
        assertThat(send("alice", channel, "two").index()).isEqualTo(1);
    }

    @Test
    void aMessageIsStoredAsClientsReadIt() {
        ChannelSid channel = channel("alice");

        messaging.ask(client("alice"), new SendMessage(channel, "hi \"you\" ☂", "{\"k\":[1,\"/\"]}"));

        JsonObject stored = messaging.items(channel.messages()).get("0");
        assertThat(stored.getString("sid")).isEqualTo(MessageSid.of(channel, 0).value());
        assertThat(stored.getString("author")).isEqualTo("alice");
        assertThat(stored.getString("memberSid")).startsWith("MB");
        assertThat(stored.getString("type")).isEqualTo("text");
        assertThat(stored.getString("text")).isEqualTo("hi \"you\" ☂");
        assertThat(stored.getString("attributes")).isEqualTo("{\"k\":[1,\"/\"]}");
        assertThat(stored.getString("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(stored.getString("dateUpdated")).isEqualTo(stored.getString("timestamp"));
        assertThat(stored.getValue("lastUpdatedBy")).isNull();
    }

    @Test
    void theChannelKnowsItsLastMessage() {
        ChannelSid channel = channel("alice");

        send("alice", channel, "one");
        MessageState last = send("alice", channel, "two");

        JsonObject document = messaging.document(channel.document());
        assertThat(document.getJsonObject("lastMessage").getLong("index")).isEqualTo(1);
        assertThat(document.getJsonObject("lastMessage").getInstant("timestamp").toEpochMilli())
                .isEqualTo(last.createdMillis());
        List<Change> log = messaging.log(channel.document());
        assertThat(log).extracting(Change::key).containsOnly("lastMessage");
    }

    @Test
    void aRepeatedRequestSendsOnce() {
        ChannelSid channel = channel("alice");
        SendMessage command = new SendMessage(channel, "once", null);

        MessageState first = messaging.ask(client("alice").withRequestId("r-1"), command);
        MessageState again = messaging.ask(client("alice").withRequestId("r-1"), command);

        assertThat(again).isEqualTo(first);
        assertThat(messaging.items(channel.messages())).hasSize(1);
    }

    @Test
    void aRepeatedEditIsToldOnce() {
        ChannelSid channel = channel("alice");
        send("alice", channel, "one");
        EditMessage command = new EditMessage(channel, 0, "two", null);

        MessageState first = messaging.ask(client("alice").withRequestId("r-1"), command);
        MessageState again = messaging.ask(client("alice").withRequestId("r-1"), command);

        assertThat(again).isEqualTo(first);
        assertThat(messaging.log(channel.messages()))
                .extracting(Change::kind)
                .containsExactly(ChangeKind.ITEM_ADDED, ChangeKind.ITEM_UPDATED);
    }

    @Test
    void aRepeatedRemovalSucceedsAsTheFirstDid() {
        ChannelSid channel = channel("alice");
        send("alice", channel, "one");
        RemoveMessage command = new RemoveMessage(channel, 0);

        messaging.ask(client("alice").withRequestId("r-1"), command);
        messaging.ask(client("alice").withRequestId("r-1"), command);

        assertThat(messaging.refusal(client("alice").withRequestId("r-2"), command))
                .isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
        assertThat(messaging.log(channel.messages()))
                .extracting(Change::kind)
                .containsExactly(ChangeKind.ITEM_ADDED, ChangeKind.ITEM_REMOVED);
    }

    @Test
    void sendersAtOnceMakeOneSequenceWithoutHole() {
        ChannelSid channel = channel("alice", "bob");
        List<CompletableFuture<MessageState>> sent = new ArrayList<>();

        for (int i = 0; i < 200; i++) {
            sent.add(messaging.send(client(i % 2 == 0 ? "alice" : "bob"), new SendMessage(channel, "m" + i, null)));
        }

        assertThat(sent.stream().map(MessagingRig::await).map(MessageState::index))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, 200).boxed().toList());
        assertThat(messaging.log(channel.messages()).stream().map(Change::eventId))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 200).boxed().toList());
    }

    @Test
    void whoIsNoMemberCannotSend() {
        ChannelSid channel = channel("alice");

        assertThat(messaging.refusal(client("mallory"), new SendMessage(channel, "hi", null)))
                .isEqualTo(ErrorCode.NOT_A_MEMBER);
    }

    @Test
    void anAuthorChangesTextAndAttributes() {
        ChannelSid channel = channel("alice", "bob");
        send("bob", channel, "first");

        messaging.ask(client("bob"), new EditMessage(channel, 0, "second", null));
        MessageState edited = messaging.ask(client("bob"), new EditMessage(channel, 0, null, "{\"a\":1}"));

        assertThat(edited.body()).isEqualTo("second");
        assertThat(edited.attributes()).isEqualTo("{\"a\":1}");
        assertThat(edited.lastUpdatedBy()).isEqualTo("bob");
        assertThat(messaging.items(channel.messages()).get("0").getString("text"))
                .isEqualTo("second");
    }

    @Test
    void othersMessagesAreForWhoMayChangeAny() {
        ChannelSid channel = channel("alice", "bob");
        send("alice", channel, "hers");
        send("bob", channel, "his");

        assertThat(messaging.refusal(client("bob"), new EditMessage(channel, 0, "mine", null)))
                .isEqualTo(ErrorCode.CHAT_FORBIDDEN);
        assertThat(messaging
                        .ask(client("alice"), new EditMessage(channel, 1, "moderated", null))
                        .lastUpdatedBy())
                .isEqualTo("alice");
    }

    @Test
    void aRemovedMessageStaysRemovedAndItsIndexIsNotUsedAgain() {
        ChannelSid channel = channel("alice");
        send("alice", channel, "one");
        send("alice", channel, "two");

        messaging.ask(client("alice"), new RemoveMessage(channel, 1));

        assertThat(messaging.refusal(client("alice"), new RemoveMessage(channel, 1)))
                .isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
        assertThat(messaging
                        .document(channel.document())
                        .getJsonObject("lastMessage")
                        .getLong("index"))
                .isZero();
        assertThat(send("alice", channel, "three").index()).isEqualTo(2);
    }

    @Test
    void withTheOnlyMessageTheLastOneIsGone() {
        ChannelSid channel = channel("alice");
        send("alice", channel, "one");

        messaging.ask(client("alice"), new RemoveMessage(channel, 0));

        assertThat(messaging.document(channel.document()).containsKey("lastMessage"))
                .isTrue();
        assertThat(messaging.document(channel.document()).getValue("lastMessage"))
                .isNull();
    }

    @Test
    void typingIsToldToWhoFollowsAndKeptNowhere() {
        ChannelSid channel = channel("alice", "bob");
        List<Delivery> told = messaging.gateway("typing-gateway", channel.messages());

        assertThat(messaging.ask(client("alice"), new StartTyping(channel)).timeoutSeconds())
                .isEqualTo(5);

        MessagingRig.eventually(() -> !told.isEmpty());
        Change change = Change.decode(told.get(0).change());
        assertThat(change.kind()).isEqualTo(ChangeKind.TYPING_STARTED);
        assertThat(change.actor()).isEqualTo("alice");
        assertThat(change.key()).isEqualTo(channel.value());
        assertThat(messaging.log(channel.messages())).isEmpty();
    }

    @Test
    void whoIsNoMemberCannotType() {
        assertThat(messaging.refusal(client("mallory"), new StartTyping(channel("alice"))))
                .isEqualTo(ErrorCode.NOT_A_MEMBER);
    }

    private ChannelSid channel(String... members) {
        return messaging.channelOf(PUBLIC, members).sid();
    }

    private MessageState send(String author, ChannelSid channel, String body) {
        return await(messaging.send(client(author), new SendMessage(channel, body, null)));
    }
}
