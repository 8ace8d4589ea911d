package dev.chorus.conformance.backend;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.chat.v2.Service;
import com.twilio.rest.chat.v2.service.Channel;
import com.twilio.rest.chat.v2.service.Role;
import com.twilio.rest.chat.v2.service.User;
import com.twilio.rest.chat.v2.service.channel.Invite;
import com.twilio.rest.chat.v2.service.channel.Member;
import com.twilio.rest.chat.v2.service.channel.Message;
import com.twilio.rest.chat.v2.service.channel.Webhook;
import com.twilio.rest.chat.v2.service.user.UserChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/** What a back end does with chat. */
final class ChatChecks {
    private static final int MANY = 125;

    private final TwilioRestClient rest;
    private final String service;

    ChatChecks(TwilioRestClient rest, String service) {
        this.rest = rest;
        this.service = service;
    }

    void addTo(HelperLibrary library) {
        library.add("services are made, read, changed, listed and removed", this::services);
        library.add("channels are made, found by unique name, changed and removed", this::channels);
        library.add("more than a hundred channels are listed once each, whatever the page", this::pages);
        library.add("members come, change and go", this::members);
        library.add("messages are sent, changed, listed in both orders and removed", this::messages);
        library.add("invitations are made, listed and taken back", this::invitations);
        library.add("users are made, changed and removed, with their channels", this::users);
        library.add("roles are made, changed and removed", this::roles);
        library.add("channels have webhooks", this::webhooks);
        library.add("chat refuses with the codes that back ends know", this::refusals);
    }

    private static String name(String what) {
        return what + " ü+☂ " + UUID.randomUUID();
    }

    private Channel channel() {
        return Channel.creator(service).setType(Channel.ChannelType.PRIVATE).create(rest);
    }

    private void services() throws Exception {
        Service made = Service.creator("Dienst ü").create(rest);
        Expect.equal(Service.fetcher(made.getSid()).fetch(rest).getFriendlyName(), "Dienst ü");
        Service updated = Service.updater(made.getSid())
                .setFriendlyName("other")
                .setTypingIndicatorTimeout(7)
                .setLimitsChannelMembers(12)
                .update(rest);
        Expect.equal(updated.getFriendlyName(), "other");
        Expect.equal(updated.getTypingIndicatorTimeout(), 7);
        Expect.equal(updated.getLimits().get("channel_members"), 12);
        boolean listed = false;
        for (Service each : Service.reader().read(rest)) {
            listed |= each.getSid().equals(made.getSid());
        }
        Expect.equal(listed, true);
        Expect.equal(Service.deleter(made.getSid()).delete(rest), true);
        Expect.missing(() -> Service.fetcher(made.getSid()).fetch(rest));
    }

    private void channels() throws Exception {
        String uniqueName = name("channel");
        Channel made = Channel.creator(service)
                .setUniqueName(uniqueName)
                .setFriendlyName("Grüße ☂ & <x>")
                .setAttributes("{\"a\": [1, \"ü\"]}")
                .setCreatedBy("zoë")
                .create(rest);
        Channel found = Channel.fetcher(service, uniqueName).fetch(rest);
        Expect.equal(found.getSid(), made.getSid());
        Expect.equal(found.getFriendlyName(), "Grüße ☂ & <x>");
        Expect.equal(found.getAttributes(), "{\"a\": [1, \"ü\"]}");
        Expect.equal(found.getCreatedBy(), "zoë");
        Expect.equal(found.getType(), Channel.ChannelType.PUBLIC);
        Channel updated =
                Channel.updater(service, uniqueName).setFriendlyName("other").update(rest);
        Expect.equal(updated.getFriendlyName(), "other");
        Expect.equal(Channel.deleter(service, uniqueName).delete(rest), true);
        Expect.missing(() -> Channel.fetcher(service, made.getSid()).fetch(rest));
    }

    private void pages() {
        Service own = Service.creator("pages").create(rest);
        List<String> sids = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            sids.add(Channel.creator(own.getSid()).create(rest).getSid());
        }
        for (int pageSize : new int[] {9, 50, 1_000}) {
            List<String> found = new ArrayList<>();
            Channel.reader(own.getSid()).pageSize(pageSize).read(rest).forEach(channel -> found.add(channel.getSid()));
            Expect.equal(found.size(), MANY);
            Expect.equal(new HashSet<>(found), new HashSet<>(sids));
        }
        Service.deleter(own.getSid()).delete(rest);
    }

    private void members() throws Exception {
        String channel = channel().getSid();
        String identity = name("ann");
        Member made = Member.creator(service, channel, identity).create(rest);
        Expect.equal(made.getIdentity(), identity);
        Expect.equal(Member.fetcher(service, channel, identity).fetch(rest).getSid(), made.getSid());
        Member updated = Member.updater(service, channel, identity)
                .setAttributes("{\"seat\":1}")
                .update(rest);
        Expect.equal(updated.getAttributes(), "{\"seat\":1}");
        Expect.refused(
                409, 50404, () -> Member.creator(service, channel, identity).create(rest));
        Expect.equal(Member.deleter(service, channel, identity).delete(rest), true);
        Expect.missing(() -> Member.fetcher(service, channel, identity).fetch(rest));
    }

    private void messages() throws Exception {
        String channel = channel().getSid();
        for (int i = 0; i < 3; i++) {
            Message.creator(service, channel).setBody("ü☂ " + i).setFrom("ann").create(rest);
        }
        List<String> bodies = new ArrayList<>();
        Message.reader(service, channel)
                .setOrder(Message.OrderType.DESC)
                .pageSize(2)
                .read(rest)
                .forEach(message -> bodies.add(message.getBody()));
        Expect.equal(bodies, List.of("ü☂ 2", "ü☂ 1", "ü☂ 0"));
        Message first = Message.reader(service, channel).read(rest).iterator().next();
        Expect.equal(first.getIndex(), 0);
        Expect.equal(first.getFrom(), "ann");
        Message updated = Message.updater(service, channel, first.getSid())
                .setBody("changed")
                .update(rest);
        Expect.equal(updated.getBody(), "changed");
        Expect.equal(updated.getWasEdited(), true);
        Expect.equal(Message.deleter(service, channel, first.getSid()).delete(rest), true);
        Expect.missing(() -> Message.fetcher(service, channel, first.getSid()).fetch(rest));
    }

    private void invitations() throws Exception {
        String channel = channel().getSid();
        Invite made = Invite.creator(service, channel, "bob").create(rest);
        Expect.equal(
                Invite.reader(service, channel).read(rest).iterator().next().getSid(), made.getSid());
        Expect.refused(409, 50212, () -> Invite.creator(service, channel, "bob").create(rest));
        Expect.equal(Invite.deleter(service, channel, made.getSid()).delete(rest), true);
        Expect.missing(() -> Invite.fetcher(service, channel, made.getSid()).fetch(rest));
    }

    private void users() throws Exception {
        String identity = name("user");
        User made = User.creator(service, identity).setFriendlyName("Ann").create(rest);
        Expect.equal(User.fetcher(service, identity).fetch(rest).getSid(), made.getSid());
        User updated =
                User.updater(service, identity).setAttributes("{\"a\":1}").update(rest);
        Expect.equal(updated.getAttributes(), "{\"a\":1}");
        String channel = channel().getSid();
        Member.creator(service, channel, identity).create(rest);
        UserChannel of =
                UserChannel.reader(service, identity).read(rest).iterator().next();
        Expect.equal(of.getChannelSid(), channel);
        Expect.equal(of.getStatus(), UserChannel.ChannelStatus.JOINED);
        UserChannel muted = UserChannel.updater(service, identity, channel)
                .setNotificationLevel(UserChannel.NotificationLevel.MUTED)
                .update(rest);
        Expect.equal(muted.getNotificationLevel(), UserChannel.NotificationLevel.MUTED);
        Expect.refused(409, 50201, () -> User.creator(service, identity).create(rest));
        Expect.equal(User.deleter(service, identity).delete(rest), true);
        Expect.missing(() -> User.fetcher(service, identity).fetch(rest));
    }

    private void roles() throws Exception {
        Role made = Role.creator(service, "mute", Role.RoleType.CHANNEL, List.of("leaveChannel"))
                .create(rest);
        Expect.equal(Role.fetcher(service, made.getSid()).fetch(rest).getPermissions(), List.of("leaveChannel"));
        Role updated = Role.updater(service, made.getSid(), List.of("sendMessage", "leaveChannel"))
                .update(rest);
        Expect.equal(new HashSet<>(updated.getPermissions()), new HashSet<>(List.of("sendMessage", "leaveChannel")));
        Expect.equal(Role.deleter(service, made.getSid()).delete(rest), true);
        Expect.missing(() -> Role.fetcher(service, made.getSid()).fetch(rest));
    }

    private void webhooks() throws Exception {
        String channel = channel().getSid();
        Webhook made = Webhook.creator(service, channel, Webhook.Type.WEBHOOK)
                .setConfigurationUrl("https://example.org/hook")
                .setConfigurationFilters(List.of("onMessageSent", "onMemberAdded"))
                .create(rest);
        Expect.equal(made.getConfiguration().get("url"), "https://example.org/hook");
        Expect.equal(
                Webhook.reader(service, channel).read(rest).iterator().next().getSid(), made.getSid());
        Expect.equal(Webhook.deleter(service, channel, made.getSid()).delete(rest), true);
        Expect.missing(() -> Webhook.fetcher(service, channel, made.getSid()).fetch(rest));
    }

    private void refusals() throws Exception {
        String uniqueName = name("taken");
        Channel.creator(service).setUniqueName(uniqueName).create(rest);
        Expect.refused(
                409,
                50307,
                () -> Channel.creator(service).setUniqueName(uniqueName).create(rest));
        Expect.refused(
                400, 50304, () -> Channel.creator(service).setAttributes("{").create(rest));
        Expect.missing(() -> Channel.fetcher(service, "no such channel").fetch(rest));
        Expect.missing(() -> Service.fetcher("IS" + "0".repeat(32)).fetch(rest));
    }
}
