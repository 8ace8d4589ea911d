package dev.chorus.client.messaging;

import dev.chorus.client.EventType;
import dev.chorus.client.Page;
import dev.chorus.client.connection.Answer;
import dev.chorus.client.connection.CallRequest;
import dev.chorus.client.connection.Feed;
import dev.chorus.client.connection.FeedListener;
import dev.chorus.client.connection.FollowedObject;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A channel: its members, its messages, and what the own user is to it. */
public final class Channel extends ChannelFacts {
    /** It is another now. */
    public static final EventType<ChannelUpdated> UPDATED = new EventType<>("updated");
    /** It is no longer visible. */
    public static final EventType<Channel> REMOVED = new EventType<>("removed");
    /** Another user has become a member. */
    public static final EventType<Member> MEMBER_JOINED = new EventType<>("memberJoined");
    /** A member has left. */
    public static final EventType<Member> MEMBER_LEFT = new EventType<>("memberLeft");
    /** A member is another now. */
    public static final EventType<MemberUpdated> MEMBER_UPDATED = new EventType<>("memberUpdated");
    /** A member's user has changed; told of those whose user info was asked for. */
    public static final EventType<MemberInfoUpdated> MEMBER_INFO_UPDATED = new EventType<>("memberInfoUpdated");
    /** A message has come. */
    public static final EventType<Message> MESSAGE_ADDED = new EventType<>("messageAdded");
    /** A message is another now. */
    public static final EventType<MessageUpdated> MESSAGE_UPDATED = new EventType<>("messageUpdated");
    /** A message was removed. */
    public static final EventType<Message> MESSAGE_REMOVED = new EventType<>("messageRemoved");
    /** A member has begun to type. */
    public static final EventType<Member> TYPING_STARTED = new EventType<>("typingStarted");
    /** A member has stopped typing. */
    public static final EventType<Member> TYPING_ENDED = new EventType<>("typingEnded");

    private static final int DEFAULT_PAGE = 30;

    private final MessagingContext context;
    private final Members members;
    private final Messages messages;
    private final Waiters waiters;
    private final ChannelRequests requests;
    private @Nullable Feed feed;
    private boolean isGone;

    Channel(MessagingContext context, String sid) {
        super(sid);
        this.context = context;
        this.members = new Members(context, this);
        this.messages = new Messages(context, this);
        this.waiters = new Waiters(context.vertx());
        this.requests = new ChannelRequests(context, sid);
    }

    /** Becomes a member. Completes when messages and members are followed. */
    public Future<Channel> join() {
        return requests.post("/Participants", new JsonObject().put("identity", context.identity()))
                .compose(done -> until(() -> status() == ChannelStatus.JOINED || isGone));
    }

    /** Ends the own membership; does nothing where there is none. */
    public Future<Channel> leave() {
        return status() != ChannelStatus.JOINED
                ? Future.succeededFuture(this)
                : requests.delete("/Participants/" + MessagingContext.encoded(context.identity()))
                        .compose(done -> until(() -> status() != ChannelStatus.JOINED));
    }

    /** Refuses an invitation. */
    public Future<Channel> decline() {
        return requests.delete("/Invites/" + MessagingContext.encoded(context.identity()))
                .compose(done -> until(() -> status() != ChannelStatus.INVITED));
    }

    /** Makes a user a member, without being asked. */
    public Future<Void> add(String identity) {
        return requests.post("/Participants", new JsonObject().put("identity", identity))
                .mapEmpty();
    }

    /** Invites a user. */
    public Future<Void> invite(String identity) {
        return requests.post("/Invites", new JsonObject().put("identity", identity))
                .mapEmpty();
    }

    /** Removes a member. */
    public Future<Void> removeMember(Member member) {
        return removeMember(member.sid());
    }

    /** Removes a member by identity. */
    public Future<Void> removeMember(String identity) {
        return requests.delete("/Participants/" + MessagingContext.encoded(identity))
                .mapEmpty();
    }

    /** Removes the channel for everybody. */
    public Future<Channel> delete() {
        return requests.delete("").compose(done -> until(() -> isGone));
    }

    /** Sends a message. Calls in a row arrive in their order. Completes with the message's index. */
    public Future<Long> sendMessage(String body) {
        return sendMessage(body, new JsonObject());
    }

    /** Sends a message with attributes. Calls in a row arrive in their order. Completes with the message's index. */
    public Future<Long> sendMessage(String body, JsonObject attributes) {
        JsonObject message = new JsonObject().put("body", body).put("attributes", attributes.encode());
        requests.typingEnded();
        return context.inOrder("messages " + sid(), () -> requests.post("/Messages", message))
                .map(answer -> answer.body().getLong("index"));
    }

    /** Replaces the attributes. */
    public Future<Channel> updateAttributes(JsonObject attributes) {
        return update(new JsonObject().put("attributes", attributes.encode()));
    }

    /** Changes the name to show. */
    public Future<Channel> updateFriendlyName(String friendlyName) {
        return update(new JsonObject().put("friendly_name", friendlyName));
    }

    /** Changes the unique name; an empty one takes it away. */
    public Future<Channel> updateUniqueName(String uniqueName) {
        return update(new JsonObject().put("unique_name", uniqueName));
    }

    /** The attributes, as they are now. */
    public Future<JsonObject> getAttributes() {
        return Future.succeededFuture(attributes());
    }

    /** All members. Only members may ask. */
    public Future<List<Member>> getMembers() {
        return context.loop().call(members::all);
    }

    /** A member by identity; fails with {@link NoSuchElementException} if there is none. */
    public Future<Member> getMemberByIdentity(String identity) {
        return member(member -> member.identity().equals(identity));
    }

    /** A member by sid; fails with {@link NoSuchElementException} if there is none. */
    public Future<Member> getMemberBySid(String memberSid) {
        return member(member -> member.sid().equals(memberSid));
    }

    /** The newest messages, in ascending order; {@code prevPage} has older ones. */
    public Future<Page<Message>> getMessages() {
        return getMessages(DEFAULT_PAGE);
    }

    /** So many of the newest messages, in ascending order; {@code prevPage} has older ones. */
    public Future<Page<Message>> getMessages(int pageSize) {
        return getMessages(pageSize, null, true);
    }

    /**
     * A page of messages in ascending order; {@code prevPage} has older ones, {@code nextPage} newer ones.
     *
     * @param pageSize 1 to 1,000
     * @param anchor the index to begin at, that message included; null: the newest, or the oldest if forward
     * @param backwards whether to go to older ones from there
     */
    public Future<Page<Message>> getMessages(int pageSize, @Nullable Long anchor, boolean backwards) {
        return context.loop().call(() -> messages.page(pageSize, anchor, backwards));
    }

    /** How many members there are. */
    public Future<Integer> getMembersCount() {
        return requests.get().map(answer -> answer.body().getInteger("participants_count"));
    }

    /** How many messages there are. */
    public Future<Integer> getMessagesCount() {
        return requests.get().map(answer -> answer.body().getInteger("messages_count"));
    }

    /** How many messages lie above the read horizon; empty while there is no horizon. */
    public Future<Optional<Integer>> getUnconsumedMessagesCount() {
        return requests.getMembership()
                .map(answer -> Optional.ofNullable(answer.body().getInteger("unread_messages_count")));
    }

    /** Tells the others that the own user is typing; at most once in some seconds, however often it is called. */
    public Future<Void> typing() {
        return requests.typing();
    }

    /** Moves the read horizon up to an index, never back. Completes with the number of unread messages. */
    public Future<Integer> advanceLastConsumedMessageIndex(long index) {
        Long present = lastConsumedMessageIndex();
        return updateLastConsumedMessageIndex(present == null ? index : Math.max(index, present));
    }

    /** Sets the read horizon, or takes it away. Completes with the number of unread messages. */
    public Future<Integer> updateLastConsumedMessageIndex(@Nullable Long index) {
        return updateMembership(
                        new JsonObject().put("last_consumed_message_index", index),
                        channel -> Objects.equals(channel.lastConsumedMessageIndex(), index))
                .map(answer -> answer.body().getInteger("unread_messages_count"));
    }

    /** Sets the read horizon to the last message. Completes with the number of unread messages. */
    public Future<Integer> setAllMessagesConsumed() {
        return getMessages(1)
                .compose(page -> page.items().isEmpty()
                        ? Future.succeededFuture(0)
                        : updateLastConsumedMessageIndex(page.items().get(0).index()));
    }

    /** Takes the read horizon away. Completes with the number of unread messages. */
    public Future<Integer> setNoMessagesConsumed() {
        return updateLastConsumedMessageIndex(null);
    }

    /** Says whether the own user wants to be notified: {@code default} or {@code muted}. */
    public Future<Void> setUserNotificationLevel(String level) {
        return updateMembership(
                        new JsonObject().put("notification_level", level),
                        channel -> channel.notificationLevel().equals(level))
                .mapEmpty();
    }

    /** Reads the channel's document and follows it. */
    Future<Void> open() {
        if (feed != null) {
            return Future.succeededFuture();
        }
        return context.ask(CallRequest.get("/v3/Documents/" + sid() + ".channel"))
                .map(answer -> {
                    JsonObject root = answer.body();
                    takeData(root.getJsonObject("data"));
                    if (feed == null) {
                        feed = context.subscriptions()
                                .follow(
                                        new FollowedObject(root.getString("sid"), "document"),
                                        root.getLong("last_event_id"),
                                        new DocumentListener());
                    }
                    return null;
                });
    }

    /** Follows messages and members, where the own user is one. */
    Future<Void> followConversation() {
        return Future.all(messages.follow(), members.follow()).mapEmpty();
    }

    void unfollowConversation() {
        messages.unfollow();
        members.unfollow();
    }

    /** Ends what is known of it. */
    void end() {
        isGone = true;
        unfollowConversation();
        if (feed != null) {
            context.subscriptions().unfollow(feed);
            feed = null;
        }
        waiters.look();
    }

    /** Tells that it is another now; calls that wait for that go on. */
    void changed(List<String> changes) {
        waiters.look();
        if (!changes.isEmpty()) {
            ChannelUpdated updated = new ChannelUpdated(this, changes);
            emit(UPDATED, updated);
            context.tell(MessagingClient.CHANNEL_UPDATED, updated);
        }
    }

    <T> void tell(EventType<T> event, T subject) {
        emit(event, subject);
    }

    void typingStartedBy(String identity, int seconds) {
        members.typing(identity, seconds);
    }

    void typingEndedBy(@Nullable String identity) {
        members.typingEnded(identity);
    }

    void userChanged(UserInfo user, List<String> changes) {
        Member member = members.known(user.identity());
        if (member != null) {
            emit(MEMBER_INFO_UPDATED, new MemberInfoUpdated(member, user, changes));
        }
    }

    private Future<Channel> until(BooleanSupplier isSo) {
        return context.loop().call(() -> waiters.until(isSo)).map(this);
    }

    private Future<Member> member(Predicate<Member> which) {
        return getMembers()
                .map(all -> all.stream()
                        .filter(which)
                        .findFirst()
                        .orElseThrow(() -> new NoSuchElementException("The channel has no such member")));
    }

    private Future<Answer> updateMembership(JsonObject body, Predicate<Channel> isSeen) {
        return context.inOrder(
                "membership " + sid(),
                () -> requests.postMembership(body)
                        .compose(answer -> waiters.until(() -> isSeen.test(this) || status() != ChannelStatus.JOINED)
                                .map(answer)));
    }

    private Future<Channel> update(JsonObject body) {
        return context.inOrder(
                "channel " + sid(),
                () -> requests.post("", body)
                        .compose(answer -> {
                            Instant date = Instant.parse(answer.body().getString("date_updated"));
                            return waiters.until(() -> isGone || !dateUpdated().isBefore(date));
                        })
                        .map(this));
    }

    /** What happens to the channel's document. */
    private final class DocumentListener implements FeedListener {
        @Override
        public void changed(String eventType, JsonObject event) {
            if (eventType.equals("document_updated")) {
                Channel.this.changed(takeData(event.getJsonObject("document_data")));
            }
        }

        @Override
        public void gone() {
            context.channelGone(Channel.this);
        }
    }
}
