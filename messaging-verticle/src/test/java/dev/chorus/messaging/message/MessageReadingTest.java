package dev.chorus.messaging.message;

import static dev.chorus.contract.channel.ChannelType.PRIVATE;
import static dev.chorus.contract.channel.ChannelType.PUBLIC;
import static dev.chorus.messaging.MessagingRig.backEnd;
import static dev.chorus.messaging.MessagingRig.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.channel.ReadChannel;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.message.EditMessage;
import dev.chorus.contract.message.ListMessages;
import dev.chorus.contract.message.MessagePage;
import dev.chorus.contract.message.MessageState;
import dev.chorus.contract.message.ReadMessage;
import dev.chorus.contract.message.RemoveMessage;
import dev.chorus.contract.message.SendMessage;
import dev.chorus.contract.value.Origin;
import dev.chorus.messaging.MessagingRig;
import dev.chorus.messaging.MessagingRigExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MessagingRigExtension.class)
class MessageReadingTest {
    private static final long LONG_AGO = 1_438_286_400_000L;

    private final MessagingRig messaging;

    MessageReadingTest(MessagingRig messaging) {
        this.messaging = messaging;
    }

    @Test
    void messagesAreListedUpAndDownWithoutThoseThatAreGone() {
        ChannelSid channel = messaging.channelOf(PRIVATE, "ann").sid();
        for (int i = 0; i < 7; i++) {
            messaging.ask(client("ann"), new SendMessage(channel, "message " + i, null));
        }
        messaging.ask(client("ann"), new RemoveMessage(channel, 3));

        assertThat(indexes(channel, false)).containsExactly(0L, 1L, 2L, 4L, 5L, 6L);
        assertThat(indexes(channel, true)).containsExactly(6L, 5L, 4L, 2L, 1L, 0L);
    }

    @Test
    void aMessageIsReadByMembersAndBackEnds() {
        ChannelSid channel = messaging.channelOf(PUBLIC, "ann").sid();
        MessageState sent = messaging.ask(client("ann"), new SendMessage(channel, "grüß ☂", null));

        assertThat(messaging.ask(client("ann"), new ReadMessage(channel, 0))).isEqualTo(sent);
        assertThat(messaging.ask(backEnd(), new ReadMessage(channel, 0))).isEqualTo(sent);
        assertThat(messaging.refusal(client("bob"), new ReadMessage(channel, 0)))
                .isEqualTo(ErrorCode.NOT_A_MEMBER);
        assertThat(messaging.refusal(backEnd(), new ReadMessage(channel, 1))).isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
    }

    @Test
    void aBackEndSendsInTheNameOfAnybodyAndOfAnyTime() {
        ChannelSid channel = messaging.channelOf(PRIVATE, "ann").sid();

        MessageState ofMember = messaging.ask(
                backEnd(), new SendMessage(channel, "x", null, new Origin("ann", LONG_AGO, LONG_AGO + 1_000, "bob")));
        MessageState ofStranger =
                messaging.ask(backEnd(), new SendMessage(channel, "", null, new Origin("nobody", null, null, null)));
        MessageState own = messaging.ask(backEnd(), new SendMessage(channel, "z", null));

        assertThat(ofMember.author()).isEqualTo("ann");
        assertThat(ofMember.memberSid()).isNotNull();
        assertThat(ofMember.createdMillis()).isEqualTo(LONG_AGO);
        assertThat(ofMember.updatedMillis()).isEqualTo(LONG_AGO + 1_000);
        assertThat(ofMember.lastUpdatedBy()).isEqualTo("bob");
        assertThat(ofMember.edited()).isFalse();
        assertThat(ofStranger.author()).isEqualTo("nobody");
        assertThat(ofStranger.memberSid()).isNull();
        assertThat(own.author()).isEqualTo("system");
        assertThat(messaging.ask(backEnd(), new ReadChannel(channel.value())).messagesCount())
                .isEqualTo(3);
        assertThat(messaging.refusal(
                        client("ann"), new SendMessage(channel, "x", null, new Origin("bob", null, null, null))))
                .isEqualTo(ErrorCode.CHAT_FORBIDDEN);
    }

    @Test
    void aMessageRemembersThatItsTextWasChanged() {
        ChannelSid channel = messaging.channelOf(PRIVATE, "ann").sid();
        messaging.ask(client("ann"), new SendMessage(channel, "x", null));

        assertThat(messaging
                        .ask(backEnd(), new EditMessage(channel, 0, null, "{\"a\":1}"))
                        .edited())
                .isFalse();
        assertThat(messaging
                        .ask(client("ann"), new EditMessage(channel, 0, "y", null))
                        .edited())
                .isTrue();
        MessageState corrected = messaging.ask(
                backEnd(),
                new EditMessage(channel, 0, null, null, new Origin("zoë", LONG_AGO, LONG_AGO + 1_000, "dan")));
        assertThat(corrected.edited()).isTrue();
        assertThat(corrected.author()).isEqualTo("zoë");
        assertThat(corrected.memberSid()).isNull();
        assertThat(corrected.createdMillis()).isEqualTo(LONG_AGO);
        assertThat(corrected.updatedMillis()).isEqualTo(LONG_AGO + 1_000);
        assertThat(corrected.lastUpdatedBy()).isEqualTo("dan");
        assertThat(corrected.attributes()).isEqualTo("{\"a\":1}");
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        ChannelSid channel = messaging.channelOf(PRIVATE, "ann").sid();

        messaging.ask(client("ann"), new SendMessage(channel, "x".repeat(32 * 1024), null));
        assertThat(messaging.refusal(client("ann"), new SendMessage(channel, "ü".repeat(16 * 1024 + 1), null)))
                .isEqualTo(ErrorCode.BODY_TOO_LONG);
    }

    private List<Long> indexes(ChannelSid channel, boolean newestFirst) {
        List<Long> indexes = new ArrayList<>();
        Long from = null;
        do {
            MessagePage page = messaging.ask(backEnd(), new ListMessages(channel, from, newestFirst, 2));
            page.messages().forEach(message -> indexes.add(message.index()));
            from = page.next();
        } while (from != null);
        return indexes;
    }
}
