package dev.chorus.messaging.channel;

import static dev.chorus.contract.channel.ChannelType.PRIVATE;
import static dev.chorus.contract.channel.ChannelType.PUBLIC;
import static dev.chorus.messaging.MessagingRig.backEnd;
import static dev.chorus.messaging.MessagingRig.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.channel.ChannelState;
import dev.chorus.contract.channel.CreateChannel;
import dev.chorus.contract.channel.DeleteChannel;
import dev.chorus.contract.channel.ListPublicChannels;
import dev.chorus.contract.channel.PublicChannels;
import dev.chorus.contract.channel.ReadChannel;
import dev.chorus.contract.channel.UpdateChannel;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.user.UserSid;
import dev.chorus.messaging.MessagingRig;
import dev.chorus.messaging.MessagingRigExtension;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MessagingRigExtension.class)
class ChannelHandlersTest {
    private final MessagingRig messaging;
    private final String name = "name-" + UUID.randomUUID();

    ChannelHandlersTest(MessagingRig messaging) {
        this.messaging = messaging;
    }

    @Test
    void aChannelIsStoredAsClientsReadIt() {
        ChannelState channel =
                messaging.ask(client("alice"), new CreateChannel(PUBLIC, name, "Lobby ☂", "{\"a\":\"x/y\"}"));

        JsonObject document = messaging.document(channel.sid().document());
        assertThat(document.getString("sid")).isEqualTo(channel.sid().value());
        assertThat(document.getString("type")).isEqualTo("public");
        assertThat(document.getString("uniqueName")).isEqualTo(name);
        assertThat(document.getString("friendlyName")).isEqualTo("Lobby ☂");
        assertThat(document.getString("attributes")).isEqualTo("{\"a\":\"x/y\"}");
        assertThat(document.getString("createdBy")).isEqualTo("alice");
        assertThat(document.getString("messages")).isEqualTo(channel.sid() + ".messages");
        assertThat(document.getString("roster")).isEqualTo(channel.sid() + ".roster");
        assertThat(document.getValue("lastMessage")).isNull();
    }

    @Test
    void itsCreatorHasItWithoutBeingAMember() {
        ChannelState channel = messaging.channel("creator", PRIVATE, null);

        JsonObject entry = messaging
                .items(UserSid.of(MessagingRig.SERVICE, "creator").channels())
                .get(channel.sid().value());
        assertThat(entry.getString("status")).isEqualTo("notParticipating");
        assertThat(entry.getString("channel")).isEqualTo(channel.sid() + ".channel");
        assertThat(channel.membersCount()).isZero();
    }

    @Test
    void ofManyWhoAskForOneNameOneGetsIt() {
        List<CompletableFuture<ChannelState>> asked = IntStream.range(0, 20)
                .mapToObj(i -> messaging.send(client("user-" + i), new CreateChannel(PUBLIC, name, null, null)))
                .toList();

        asked.forEach(future -> future.exceptionally(failure -> null).join());

        assertThat(asked.stream().filter(future -> !future.isCompletedExceptionally()))
                .hasSize(1);
        asked.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .forEach(future -> assertThat(MessagingRig.refusalOf(future)).isEqualTo(ErrorCode.CHANNEL_NAME_EXISTS));
    }

    @Test
    void aRepeatedRequestMakesOneChannel() {
        Caller caller = client("alice").withRequestId("create-" + name);

        ChannelState first = messaging.ask(caller, new CreateChannel(PUBLIC, name, null, null));
        ChannelState again = messaging.ask(caller, new CreateChannel(PUBLIC, name, null, null));

        assertThat(again.sid()).isEqualTo(first.sid());
    }

    @Test
    void aRepeatedRemovalSucceedsAsTheFirstDid() {
        ChannelState channel = messaging.channel("alice", PUBLIC, name);
        DeleteChannel command = new DeleteChannel(channel.sid());

        messaging.ask(client("alice").withRequestId("r-1"), command);
        messaging.ask(client("alice").withRequestId("r-1"), command);

        assertThat(messaging.refusal(client("alice").withRequestId("r-2"), command))
                .isEqualTo(ErrorCode.CHANNEL_NOT_FOUND);
    }

    @Test
    void aNameIsFreeAgainAfterARename() {
        ChannelState channel = messaging.channel("alice", PUBLIC, name);

        messaging.ask(client("alice"), new UpdateChannel(channel.sid(), name + "-2", null, null));

        assertThat(messaging.ask(client("bob"), new ReadChannel(name + "-2")).sid())
                .isEqualTo(channel.sid());
        assertThat(messaging.refusal(client("bob"), new ReadChannel(name))).isEqualTo(ErrorCode.CHANNEL_NOT_FOUND);
        assertThat(messaging.channel("bob", PUBLIC, name).sid()).isNotEqualTo(channel.sid());
    }

    @Test
    void aNameIsFreeAgainAfterADeletion() {
        ChannelState channel = messaging.channel("alice", PUBLIC, name);

        messaging.ask(client("alice"), new DeleteChannel(channel.sid()));

        assertThat(messaging.channel("bob", PUBLIC, name).sid()).isNotEqualTo(channel.sid());
    }

    @Test
    void anEmptyNameClearsIt() {
        ChannelState channel = messaging.channel("alice", PUBLIC, name);

        ChannelState cleared = messaging.ask(client("alice"), new UpdateChannel(channel.sid(), "", "", null));

        assertThat(cleared.uniqueName()).isNull();
        assertThat(cleared.friendlyName()).isNull();
    }

    @Test
    void aPrivateChannelDoesNotExistForOutsiders() {
        ChannelSid channel = messaging.channel("alice", PRIVATE, name).sid();

        for (String id : List.of(channel.value(), name)) {
            assertThat(messaging.refusal(client("mallory"), new ReadChannel(id)))
                    .isEqualTo(ErrorCode.CHANNEL_NOT_FOUND);
        }
        assertThat(messaging.refusal(client("mallory"), new DeleteChannel(channel)))
                .isEqualTo(ErrorCode.CHANNEL_NOT_FOUND);
        assertThat(messaging.items(PublicChannels.of(MessagingRig.SERVICE))).doesNotContainKey(channel.value());
    }

    @Test
    void publicChannelsAreListedPageByPage() {
        ChannelSid channel = messaging.channel("alice", PUBLIC, name).sid();
        messaging.channel("alice", PUBLIC, null);

        String from = null;
        boolean found = false;
        do {
            var page = messaging.ask(client("bob"), new ListPublicChannels(from, 1));
            found |= page.channels().stream().anyMatch(each -> each.sid().equals(channel));
            from = page.next();
        } while (from != null);

        assertThat(found).isTrue();
    }

    @Test
    void aDeletedChannelLeavesNothingBehind() {
        ChannelSid channel = messaging.channelOf(PUBLIC, "alice", "bob").sid();

        messaging.ask(client("alice"), new DeleteChannel(channel));

        for (String user : List.of("alice", "bob")) {
            assertThat(messaging.items(UserSid.of(MessagingRig.SERVICE, user).channels()))
                    .doesNotContainKey(channel.value());
        }
        assertThat(messaging.items(PublicChannels.of(MessagingRig.SERVICE))).doesNotContainKey(channel.value());
        assertThat(messaging.refusal(backEnd(), new ReadChannel(channel.value())))
                .isEqualTo(ErrorCode.CHANNEL_NOT_FOUND);
    }

    @Test
    void attributesAreAnObject() {
        for (String attributes : List.of("[1]", "\"text\"", "null", "{", "{} {}")) {
            assertThat(messaging.refusal(client("alice"), new CreateChannel(PUBLIC, null, null, attributes)))
                    .isEqualTo(ErrorCode.ATTRIBUTES_MALFORMED);
        }
    }

    @Test
    void anotherAccountDoesNotHaveTheService() {
        Caller stranger = new Caller("AC" + "9".repeat(32), MessagingRig.SERVICE, "alice", false, "", 0, null);

        assertThat(messaging.refusal(stranger, new CreateChannel(PUBLIC, null, null, null)))
                .isEqualTo(ErrorCode.NOT_FOUND);
    }
}
