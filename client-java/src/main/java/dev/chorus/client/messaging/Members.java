package dev.chorus.client.messaging;

import dev.chorus.client.EventType;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A channel's members: followed, and read when somebody asks for them. */
final class Members implements MapView.Listener {
    private final MessagingContext context;
    private final Channel channel;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<String, Long> typing = new HashMap<>();
    private @Nullable Future<MapView> opening;

    Members(MessagingContext context, Channel channel) {
        this.context = context;
        this.channel = channel;
    }

    /** Follows them from now on. */
    Future<Void> follow() {
        return open().compose(MapView::live);
    }

    void unfollow() {
        if (opening != null) {
            opening.onSuccess(MapView::close);
            opening = null;
        }
        members.clear();
        typing.values().forEach(context.vertx()::cancelTimer);
        typing.clear();
    }

    Future<List<Member>> all() {
        return open().compose(MapView::load).map(done -> List.copyOf(members.values()));
    }

    /** A member by identity, if it is known already. */
    @Nullable
    Member known(String identity) {
        for (Member member : members.values()) {
            if (member.identity().equals(identity)) {
                return member;
            }
        }
        return null;
    }

    /** Somebody types. */
    void typing(String identity, int seconds) {
        all().onSuccess(loaded -> {
            Member member = known(identity);
            if (member == null) {
                return;
            }
            Long timer = typing.put(identity, context.vertx().setTimer(seconds * 1000L, late -> typingEnded(identity)));
            if (timer != null) {
                context.vertx().cancelTimer(timer);
            }
            if (member.typing(true)) {
                member.tell(Member.TYPING_STARTED, member);
                tell(Channel.TYPING_STARTED, MessagingClient.TYPING_STARTED, member);
            }
        });
    }

    void typingEnded(@Nullable String identity) {
        Long timer = identity == null ? null : typing.remove(identity);
        if (identity == null || timer == null) {
            return;
        }
        context.vertx().cancelTimer(timer);
        Member member = known(identity);
        if (member != null && member.typing(false)) {
            member.tell(Member.TYPING_ENDED, member);
            tell(Channel.TYPING_ENDED, MessagingClient.TYPING_ENDED, member);
        }
    }

    @Override
    public void set(String sid, JsonObject data, MapView.Why why) {
        Member known = members.get(sid);
        Member member = known != null ? known : new Member(context, channel, sid, data);
        members.put(sid, member);
        List<String> changes = known == null ? List.of() : known.take(data);
        if (why == MapView.Why.ADDED) {
            if (!member.identity().equals(context.identity())) {
                tell(Channel.MEMBER_JOINED, MessagingClient.MEMBER_JOINED, member);
            }
        } else if (why == MapView.Why.UPDATED && (!changes.isEmpty() || known == null)) {
            MemberUpdated updated = new MemberUpdated(member, changes);
            member.tell(Member.UPDATED, updated);
            tell(Channel.MEMBER_UPDATED, MessagingClient.MEMBER_UPDATED, updated);
        }
    }

    @Override
    public void removed(String sid, @Nullable JsonObject data) {
        Member known = members.get(sid);
        Member member = known != null || data == null ? known : new Member(context, channel, sid, data);
        if (member == null) {
            return;
        }
        typingEnded(member.identity());
        members.remove(sid);
        tell(Channel.MEMBER_LEFT, MessagingClient.MEMBER_LEFT, member);
    }

    private Future<MapView> open() {
        if (opening == null || opening.failed()) {
            opening = MapView.open(context, channel.rosterName(), this, false);
        }
        return opening;
    }

    private <T> void tell(EventType<T> atChannel, EventType<T> atClient, T subject) {
        channel.tell(atChannel, subject);
        context.tell(atClient, subject);
    }
}
