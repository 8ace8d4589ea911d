package dev.chorus.messaging.channel;

import static dev.chorus.contract.channel.ChannelType.PRIVATE;
import static dev.chorus.contract.channel.ChannelType.PUBLIC;
import static dev.chorus.messaging.MessagingRig.backEnd;
import static dev.chorus.messaging.MessagingRig.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.channel.ChannelPage;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.channel.ChannelState;
import dev.chorus.contract.channel.ChannelType;
import dev.chorus.contract.channel.CreateChannel;
import dev.chorus.contract.channel.DeleteChannel;
import dev.chorus.contract.channel.ListChannels;
import dev.chorus.contract.channel.ReadChannel;
import dev.chorus.contract.channel.UpdateChannel;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.member.AddMember;
import dev.chorus.contract.user.UserSid;
import dev.chorus.contract.value.Origin;
import dev.chorus.messaging.MessagingRig;
import dev.chorus.messaging.MessagingRigExtension;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MessagingRigExtension.class)
class ChannelPagesTest {
    private static final long LONG_AGO = 1_438_286_400_000L;

    private final MessagingRig messaging;

    ChannelPagesTest(MessagingRig messaging) {
        this.messaging = messaging;
    }

    @Test
    void everyChannelIsOnOnePageWhateverTheSizeAndTheOldestComeFirst() {
        List<ChannelSid> made = IntStream.range(0, 25)
                .mapToObj(i -> messaging
                        .channel("maker", i % 2 == 0 ? PUBLIC : PRIVATE, null)
                        .sid())
                .toList();

        for (int size : List.of(1, 7, 100)) {
            List<ChannelState> all = all(null, size);
            assertThat(all).extracting(ChannelState::sid).containsAll(made).doesNotHaveDuplicates();
            assertThat(all)
                    .filteredOn(channel -> made.contains(channel.sid()))
                    .isSortedAccordingTo(Comparator.comparingLong(ChannelState::createdMillis));
        }
        assertThat(all(PUBLIC, 3)).extracting(ChannelState::type).containsOnly(PUBLIC);
        assertThat(all(PRIVATE, 3)).extracting(ChannelState::type).containsOnly(PRIVATE);
    }

    @Test
    void aRemovedChannelIsInNoListAndWhatRemainsIsThereOnce() {
        ChannelSid before = messaging.channel("maker", PUBLIC, null).sid();
        ChannelSid gone = messaging.channel("maker", PUBLIC, null).sid();
        ChannelSid after = messaging.channel("maker", PUBLIC, null).sid();

        messaging.ask(backEnd(), new DeleteChannel(gone));

        assertThat(all(null, 2))
                .extracting(ChannelState::sid)
                .contains(before, after)
                .doesNotContain(gone);
    }

    @Test
    void onlyBackEndsMayListThemAll() {
        assertThat(messaging.refusal(client("ann"), new ListChannels(null, null, 10)))
                .isEqualTo(ErrorCode.CHAT_FORBIDDEN);
        assertThat(messaging.refusal(backEnd(), new ListChannels(null, "no place", 10)))
                .isEqualTo(ErrorCode.PAGE_TOKEN_INVALID);
    }

    @Test
    void aChannelMayComeFromElsewhereWithItsCreatorAndDates() {
        Origin origin = new Origin("zoë", LONG_AGO, LONG_AGO + 1_000, null);

        ChannelState channel = messaging.ask(backEnd(), new CreateChannel(PRIVATE, null, "old", null, origin));

        assertThat(channel.createdBy()).isEqualTo("zoë");
        assertThat(channel.createdMillis()).isEqualTo(LONG_AGO);
        assertThat(channel.updatedMillis()).isEqualTo(LONG_AGO + 1_000);
        assertThat(channel.membersCount()).isZero();
        // Its creator has it as if it had been made here.
        assertThat(messaging.ask(client("zoë"), new ReadChannel(channel.sid().value())))
                .isEqualTo(channel);
        JsonObject entry = messaging
                .items(UserSid.of(MessagingRig.SERVICE, "zoë").channels())
                .get(channel.sid().value());
        assertThat(entry.getString("status")).isEqualTo("notParticipating");
    }

    @Test
    void itsCreatorAndDatesCanBeCorrected() {
        ChannelState channel = messaging.channel("wrong", PRIVATE, null);
        Origin origin = new Origin("right", LONG_AGO, LONG_AGO + 1_000, null);

        ChannelState updated =
                messaging.ask(backEnd(), new UpdateChannel(channel.sid(), null, "renamed", null, origin));

        assertThat(updated.friendlyName()).isEqualTo("renamed");
        assertThat(updated.createdBy()).isEqualTo("right");
        assertThat(updated.createdMillis()).isEqualTo(LONG_AGO);
        assertThat(updated.updatedMillis()).isEqualTo(LONG_AGO + 1_000);
        assertThat(messaging.items(UserSid.of(MessagingRig.SERVICE, "wrong").channels()))
                .doesNotContainKey(channel.sid().value());
        assertThat(messaging.items(UserSid.of(MessagingRig.SERVICE, "right").channels()))
                .containsKey(channel.sid().value());
    }

    @Test
    void aClientSaysNothingOfWhereSomethingComesFrom() {
        Origin origin = new Origin("somebody", null, null, null);

        assertThat(messaging.refusal(client("ann"), new CreateChannel(PUBLIC, null, null, null, origin)))
                .isEqualTo(ErrorCode.CHAT_FORBIDDEN);
        assertThat(messaging.refusal(
                        backEnd(), new CreateChannel(PUBLIC, null, null, null, new Origin("", null, null, null))))
                .isEqualTo(ErrorCode.AUTHOR_INVALID);
    }

    @Test
    void nobodyIsTheCreatorOfWhatABackEndMade() {
        ChannelState channel = messaging.ask(backEnd(), new CreateChannel(PRIVATE, null, null, null));

        assertThat(channel.createdBy()).isEqualTo("system");
        assertThat(messaging.refusal(
                        client("system"), new ReadChannel(channel.sid().value())))
                .isEqualTo(ErrorCode.CHANNEL_NOT_FOUND);
        assertThat(messaging.refusal(backEnd(), new AddMember(channel.sid(), "system")))
                .isEqualTo(ErrorCode.IDENTITY_RESERVED);
        ChannelState handedOver = messaging.ask(
                backEnd(), new UpdateChannel(channel.sid(), null, null, null, new Origin("owner", null, null, null)));
        assertThat(messaging.ask(client("owner"), new ReadChannel(channel.sid().value())))
                .isEqualTo(handedOver);
        messaging.ask(
                backEnd(), new UpdateChannel(channel.sid(), null, null, null, new Origin("system", null, null, null)));
        assertThat(messaging.refusal(
                        client("owner"), new ReadChannel(channel.sid().value())))
                .isEqualTo(ErrorCode.CHANNEL_NOT_FOUND);
    }

    private List<ChannelState> all(@Nullable ChannelType type, int size) {
        List<ChannelState> all = new ArrayList<>();
        String from = null;
        do {
            ChannelPage page = messaging.ask(backEnd(), new ListChannels(type, from, size));
            assertThat(page.channels()).hasSizeLessThanOrEqualTo(size);
            all.addAll(page.channels());
            from = page.next();
        } while (from != null);
        return all;
    }
}
