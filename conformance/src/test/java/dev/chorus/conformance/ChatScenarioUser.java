package dev.chorus.conformance;

import dev.chorus.client.EventType;
import dev.chorus.client.Page;
import dev.chorus.client.messaging.Channel;
import dev.chorus.client.messaging.ChannelStatus;
import dev.chorus.client.messaging.CreateChannelOptions;
import dev.chorus.client.messaging.Member;
import dev.chorus.client.messaging.Message;
import dev.chorus.client.messaging.MessagingClient;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A user of {@link MessagingClient}. */
final class ChatScenarioUser implements ScenarioUser {
    private final MessagingClient client;
    private final Consumer<JsonObject> tell;

    ChatScenarioUser(Vertx vertx, JsonObject with, Consumer<JsonObject> tell) {
        this.client = new MessagingClient(vertx, with.getString("token"), ScenarioDriver.options(with));
        this.tell = tell;
        for (EventType<Channel> event : List.of(
                MessagingClient.CHANNEL_ADDED,
                MessagingClient.CHANNEL_JOINED,
                MessagingClient.CHANNEL_INVITED,
                MessagingClient.CHANNEL_LEFT,
                MessagingClient.CHANNEL_REMOVED)) {
            client.on(event, channel -> tell(event, channel));
        }
        for (EventType<Member> event : List.of(
                MessagingClient.MEMBER_JOINED,
                MessagingClient.MEMBER_LEFT,
                MessagingClient.TYPING_STARTED,
                MessagingClient.TYPING_ENDED)) {
            client.on(event, member -> tell.accept(told(event, member.channel()).put("identity", member.identity())));
        }
        client.on(MessagingClient.MESSAGE_ADDED, message -> tell(MessagingClient.MESSAGE_ADDED, message));
        client.on(MessagingClient.MESSAGE_REMOVED, message -> tell(MessagingClient.MESSAGE_REMOVED, message));
        client.on(MessagingClient.MESSAGE_UPDATED, updated -> tell(MessagingClient.MESSAGE_UPDATED, updated.message()));
    }

    @Override
    public Future<?> connected() {
        return client.initialize().mapEmpty();
    }

    @Override
    public Future<?> perform(String call, JsonObject with) {
        return switch (call) {
            case "state" -> Future.succeededFuture(client.connectionState().word());
            case "close" -> client.shutdown();
            case "createChannel" ->
                client.createChannel(options(with)).map(channel -> new JsonObject().put("sid", channel.sid()));
            case "profile" -> profile(with);
            case "ownProfile" ->
                Future.succeededFuture(new JsonObject()
                        .put("friendlyName", client.userInfo().friendlyName())
                        .put("attributes", client.userInfo().attributes()));
            default ->
                client.getChannelBySid(with.getString("channel")).compose(channel -> ofChannel(channel, call, with));
        };
    }

    private Future<?> ofChannel(Channel channel, String call, JsonObject with) {
        String identity = with.getString("identity");
        return switch (call) {
            case "find" -> Future.succeededFuture();
            case "describe" -> Future.succeededFuture(described(channel));
            case "join" -> channel.join().mapEmpty();
            case "leave" -> channel.leave().mapEmpty();
            case "decline" -> channel.decline().mapEmpty();
            case "invite" -> channel.invite(identity);
            case "add" -> channel.add(identity);
            case "removeMember" -> channel.removeMember(identity);
            case "delete" -> channel.delete().mapEmpty();
            case "follows" -> follows(channel);
            case "updateFriendlyName" ->
                channel.updateFriendlyName(with.getString("value")).mapEmpty();
            case "updateUniqueName" ->
                channel.updateUniqueName(with.getString("value")).mapEmpty();
            case "updateAttributes" ->
                channel.updateAttributes(with.getJsonObject("value")).mapEmpty();
            case "typing" -> channel.typing();
            case "horizon" -> channel.updateLastConsumedMessageIndex(with.getLong("index"));
            case "allRead" -> channel.setAllMessagesConsumed();
            case "noneRead" -> channel.setNoMessagesConsumed();
            case "memberHorizon" ->
                channel.getMemberByIdentity(identity)
                        .map(member -> new JsonObject().put("horizon", member.lastConsumedMessageIndex()));
            case "members" ->
                channel.getMembers()
                        .map(members -> new JsonArray(
                                members.stream().map(Member::identity).sorted().toList()));
            default -> ofMessages(channel, call, with);
        };
    }

    private Future<?> ofMessages(Channel channel, String call, JsonObject with) {
        JsonObject attributes = with.getJsonObject("attributes", new JsonObject());
        return switch (call) {
            case "send" ->
                channel.sendMessage(with.getString("body"), attributes).mapEmpty();
            case "sendMany" -> {
                List<Future<?>> sent = new ArrayList<>();
                for (int n = 0; n < with.getInteger("count"); n++) {
                    sent.add(channel.sendMessage("m" + n));
                }
                yield Future.all(sent).mapEmpty();
            }
            case "messages" ->
                channel.getMessages(with.getInteger("count")).map(page -> {
                    JsonArray found = new JsonArray();
                    page.items()
                            .forEach(message -> found.add(new JsonArray()
                                    .add(message.index())
                                    .add(message.body())
                                    .add(message.author())));
                    return found;
                });
            case "pages" -> channel.getMessages(with.getInteger("size")).compose(page -> ranges(page, new JsonArray()));
            case "editMessage" ->
                message(channel, with)
                        .compose(message -> message.updateBody(with.getString("body")))
                        .mapEmpty();
            case "editMessageAttributes" ->
                message(channel, with)
                        .compose(message -> message.updateAttributes(attributes))
                        .mapEmpty();
            case "removeMessage" ->
                message(channel, with).compose(Message::remove).mapEmpty();
            default -> throw new IllegalArgumentException(call);
        };
    }

    private Future<?> follows(Channel channel) {
        Promise<Void> joined = Promise.promise();
        client.on(MessagingClient.CHANNEL_JOINED, other -> {
            if (other.sid().equals(channel.sid())) {
                joined.tryComplete();
            }
        });
        if (channel.status() == ChannelStatus.JOINED) {
            joined.tryComplete();
        }
        return joined.future().compose(done -> channel.getMessages(1)).mapEmpty();
    }

    private Future<?> profile(JsonObject with) {
        String friendlyName = with.getString("friendlyName");
        return friendlyName != null
                ? client.userInfo().updateFriendlyName(friendlyName).mapEmpty()
                : client.userInfo()
                        .updateAttributes(with.getJsonObject("attributes"))
                        .mapEmpty();
    }

    private static Future<JsonArray> ranges(Page<Message> page, JsonArray found) {
        List<Message> items = page.items();
        found.add(new JsonArray()
                .add(items.get(0).index())
                .add(items.get(items.size() - 1).index()));
        return page.hasPrevPage()
                ? page.prevPage().compose(older -> ranges(older, found))
                : Future.succeededFuture(found);
    }

    private static Future<Message> message(Channel channel, JsonObject with) {
        return channel.getMessages(1, with.getLong("index"), true)
                .map(page -> page.items().get(0));
    }

    private static CreateChannelOptions options(JsonObject with) {
        return new CreateChannelOptions(
                with.getJsonObject("attributes", new JsonObject()),
                with.getBoolean("isPrivate", false),
                with.getString("friendlyName"),
                with.getString("uniqueName"));
    }

    private static JsonObject described(Channel channel) {
        return new JsonObject()
                .put("friendlyName", channel.friendlyName())
                .put("uniqueName", channel.uniqueName())
                .put("isPrivate", channel.isPrivate())
                .put("attributes", channel.attributes())
                .put("createdBy", channel.createdBy())
                .put("joined", channel.status() == ChannelStatus.JOINED)
                .put("horizon", channel.lastConsumedMessageIndex());
    }

    private void tell(EventType<?> event, Channel channel) {
        tell.accept(told(event, channel));
    }

    private void tell(EventType<?> event, Message message) {
        tell.accept(told(event, message.channel())
                .put("index", message.index())
                .put("body", message.body())
                .put("author", message.author())
                .put("attributes", message.attributes()));
    }

    private static JsonObject told(EventType<?> event, Channel channel) {
        return new JsonObject().put("event", event.name()).put("channel", channel.sid());
    }
}
