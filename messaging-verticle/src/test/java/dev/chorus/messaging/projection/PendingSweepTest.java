package dev.chorus.messaging.projection;

import static dev.chorus.contract.channel.ChannelType.PUBLIC;
import static dev.chorus.messaging.MessagingRig.await;
import static dev.chorus.messaging.MessagingRig.client;
import static dev.chorus.messaging.MessagingRig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.channel.ChannelState;
import dev.chorus.contract.channel.PublicChannels;
import dev.chorus.contract.member.AddMember;
import dev.chorus.contract.user.UserSid;
import dev.chorus.contract.value.Origin;
import dev.chorus.messaging.MessagingRig;
import dev.chorus.messaging.MessagingRigExtension;
import dev.chorus.messaging.channel.ChannelChange;
import dev.chorus.messaging.channel.ChannelStore;
import dev.chorus.messaging.index.ServiceIndex;
import dev.chorus.messaging.index.Settling;
import dev.chorus.messaging.script.MessagingScripts;
import dev.chorus.messaging.script.Tellings;
import dev.chorus.service.delivery.GatewayLinks;
import dev.chorus.store.Retention;
import dev.chorus.store.key.NewSid;
import dev.chorus.store.key.Partition;
import dev.chorus.store.script.ScriptRunner;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Changes of channels by an instance that dies before what follows them, beside one that lives. */
@ExtendWith(MessagingRigExtension.class)
class PendingSweepTest {
    private static final int CHANNELS = 40;

    private final MessagingRig messaging;

    PendingSweepTest(MessagingRig messaging) {
        this.messaging = messaging;
    }

    @Test
    void whatADeadInstanceLeftIsDerived() {
        List<ChannelSid> made = new ArrayList<>();
        for (int i = 0; i < CHANNELS; i++) {
            made.add(createAndDie("orphan").sid());
        }

        UserSid orphan = UserSid.of(MessagingRig.SERVICE, "orphan");
        eventually(() -> made.stream()
                .allMatch(channel ->
                        messaging.items(PublicChannels.of(MessagingRig.SERVICE)).containsKey(channel.value())
                                && messaging.items(orphan.channels()).containsKey(channel.value())));
        eventually(() -> made.stream().allMatch(channel -> pending(channel) == 0));
    }

    @Test
    void anOlderDerivationDoesNotUndoANewerOne() {
        ChannelSid channel = messaging.channelOf(PUBLIC, "early", "late").sid();
        UserSid late = UserSid.of(MessagingRig.SERVICE, "late");
        Caller service = Caller.backEnd(MessagingRig.ACCOUNT, MessagingRig.SERVICE);

        // As if an instance had entered this before the user joined, and derived it only now.
        await(messaging.onLoop(
                () -> projections().follow(service, channel, List.of("member\0" + channel + "\0late"), 1)));

        assertThat(messaging.items(late.channels()).get(channel.value()).getString("status"))
                .isEqualTo("joined");
    }

    @Test
    void derivingAgainChangesNothing() {
        ChannelSid channel = messaging.channel("again", PUBLIC, null).sid();
        messaging.ask(client("again"), new AddMember(channel, "again"));
        UserSid again = UserSid.of(MessagingRig.SERVICE, "again");
        int before = messaging.log(again.channels()).size();
        Caller service = Caller.backEnd(MessagingRig.ACCOUNT, MessagingRig.SERVICE);

        for (int i = 0; i < 5; i++) {
            await(messaging.onLoop(() -> projections()
                    .follow(service, channel, List.of("member\0" + channel + "\0again"), Long.MAX_VALUE >> 20)));
        }

        assertThat(messaging.log(again.channels())).hasSize(before);
    }

    private ChannelState createAndDie(String creator) {
        ChannelSid channel = new ChannelSid("CH" + NewSid.message().substring(2));
        ChannelChange<ChannelState> made = await(messaging.onLoop(() -> channels()
                .create(client(creator), channel, PUBLIC, null, null, "{}", new Origin(null, null, null, null))));
        assertThat(made.pending()).hasSize(3);
        return made.result();
    }

    private long pending(ChannelSid channel) {
        Partition partition = Partition.of(channel.document());
        Request request =
                Request.cmd(Command.ZSCORE).arg(PendingEntry.key(partition)).arg("public\0" + channel);
        return await(messaging.onLoop(() -> messaging.store().scripts().send(partition.number(), request))) == null
                ? 0
                : 1;
    }

    private ChannelStore channels() {
        return new ChannelStore(scripts(), tellings());
    }

    private Projections projections() {
        return new Projections(
                scripts(),
                channels(),
                new ChannelNames(messaging.store().scripts(), scripts(), channels()),
                new ServiceIndex(messaging.store().scripts(), scripts()),
                new Settling(scripts()),
                tellings());
    }

    private MessagingScripts scripts() {
        ScriptRunner runner = messaging.store().scripts();
        return new MessagingScripts(runner, Retention.DEFAULT);
    }

    private Tellings tellings() {
        return new Tellings(new GatewayLinks(
                messaging.vertx(),
                "dead",
                messaging.store().gateways(),
                messaging.store().interest(),
                messaging.meters()));
    }
}
