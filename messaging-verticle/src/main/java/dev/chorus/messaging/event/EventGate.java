package dev.chorus.messaging.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;
import dev.chorus.contract.Request;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.channel.ChannelState;
import dev.chorus.contract.channel.CreateChannel;
import dev.chorus.contract.channel.DeleteChannel;
import dev.chorus.contract.channel.ReadChannel;
import dev.chorus.contract.channel.UpdateChannel;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.member.AddMember;
import dev.chorus.contract.member.MemberState;
import dev.chorus.contract.member.ReadMember;
import dev.chorus.contract.member.RemoveMember;
import dev.chorus.contract.member.UpdateMember;
import dev.chorus.contract.message.EditMessage;
import dev.chorus.contract.message.MessageState;
import dev.chorus.contract.message.ReadMessage;
import dev.chorus.contract.message.RemoveMessage;
import dev.chorus.contract.message.SendMessage;
import dev.chorus.contract.user.ReadUser;
import dev.chorus.contract.user.UpdateUser;
import dev.chorus.contract.user.UserState;
import dev.chorus.service.access.ServiceAccess;
import dev.chorus.service.command.CommandTable;
import dev.chorus.service.webhook.ChatEvent;
import dev.chorus.service.webhook.PreWebhooks;
import dev.chorus.store.Outcome;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each command of a client passes before its handler: that the account has the service, whether webhooks hear of it, and
 * the back end's word where it wants to be asked before. Commands of back ends ask nobody.
 */
public final class EventGate {
    private final ServiceAccess access;
    private final PreWebhooks webhooks;
    private final CommandTable commands;

    /** A gate in front of the commands of a table. */
    public EventGate(ServiceAccess access, PreWebhooks webhooks, CommandTable commands) {
        this.access = access;
        this.webhooks = webhooks;
        this.commands = commands;
    }

    /** Lets a request pass, maybe changed; fails where it must not. */
    public Future<Request<?>> pass(Request<?> request) {
        Caller caller = request.caller();
        return access.settings(caller).compose(service -> {
            Caller known = caller.told(caller.told() && service.chatWebhooks().tellsAnybody());
            ChatEvent event = caller.backEnd() ? null : eventOf(request.command());
            if (event == null || !service.chatWebhooks().asksBefore(event.before())) {
                return Future.succeededFuture(new Request<>(known, request.command()));
            }
            return ask(service, known, event, request.command()).map(command -> new Request<>(known, command));
        });
    }

    private static @Nullable ChatEvent eventOf(Command<?> command) {
        if (command instanceof SendMessage) {
            return ChatEvent.MESSAGE_SENT;
        } else if (command instanceof EditMessage) {
            return ChatEvent.MESSAGE_UPDATED;
        } else if (command instanceof RemoveMessage) {
            return ChatEvent.MESSAGE_REMOVED;
        } else if (command instanceof CreateChannel) {
            return ChatEvent.CHANNEL_ADDED;
        } else if (command instanceof UpdateChannel) {
            return ChatEvent.CHANNEL_UPDATED;
        } else if (command instanceof DeleteChannel) {
            return ChatEvent.CHANNEL_DESTROYED;
        } else if (command instanceof AddMember) {
            return ChatEvent.MEMBER_ADDED;
        } else if (command instanceof UpdateMember) {
            return ChatEvent.MEMBER_UPDATED;
        } else if (command instanceof RemoveMember) {
            return ChatEvent.MEMBER_REMOVED;
        }
        return command instanceof UpdateUser ? ChatEvent.USER_UPDATED : null;
    }

    private Future<Command<?>> ask(ServiceSettings service, Caller caller, ChatEvent event, Command<?> command) {
        return said(caller, command)
                .compose(said -> webhooks.ask(service, caller, event, command, said))
                .map(changes -> changed(command, changes));
    }

    private Future<Map<String, String>> said(Caller caller, Command<?> command) {
        Map<String, String> said = new LinkedHashMap<>();
        if (command instanceof SendMessage send) {
            said.put("ChannelSid", send.channel().value());
            said.put("Body", send.body());
            said.put("From", caller.identity());
            said.put("Attributes", orNothing(send.attributes()));
            said.put("DateCreated", date(System.currentTimeMillis()));
        } else if (command instanceof EditMessage edit) {
            return message(caller, edit.channel(), edit.index()).map(message -> {
                said.putAll(message);
                put(said, "Body", edit.body());
                put(said, "Attributes", edit.attributes());
                said.put("ModifiedBy", caller.identity());
                return said;
            });
        } else if (command instanceof RemoveMessage remove) {
            return message(caller, remove.channel(), remove.index());
        } else if (command instanceof CreateChannel create) {
            said.put("FriendlyName", orNothing(create.friendlyName()));
            said.put("UniqueName", orNothing(create.uniqueName()));
            said.put("ChannelType", create.type().word());
            said.put("Attributes", orNothing(create.attributes()));
            said.put("CreatedBy", caller.identity());
        } else if (command instanceof UpdateChannel update) {
            return channel(caller, update.channel()).map(channel -> {
                said.putAll(channel);
                put(said, "FriendlyName", update.friendlyName());
                put(said, "UniqueName", update.uniqueName());
                put(said, "Attributes", update.attributes());
                return said;
            });
        } else if (command instanceof DeleteChannel delete) {
            return channel(caller, delete.channel());
        } else if (command instanceof AddMember add) {
            said.put("ChannelSid", add.channel().value());
            said.put("Identity", add.identity());
            said.put("RoleSid", orNothing(add.roleSid()));
            said.put("Attributes", orNothing(add.attributes()));
        } else if (command instanceof UpdateMember update) {
            return member(caller, update.channel(), update.member()).map(member -> {
                said.putAll(member);
                put(said, "Attributes", update.attributes());
                return said;
            });
        } else if (command instanceof RemoveMember remove) {
            return member(caller, remove.channel(), remove.member());
        } else if (command instanceof UpdateUser update) {
            return user(caller, update);
        }
        return Future.succeededFuture(said);
    }

    private Future<Map<String, String>> message(Caller caller, ChannelSid channel, long index) {
        return read(caller, new ReadMessage(channel, index), (MessageState message, Map<String, String> said) -> {
            said.put("ChannelSid", channel.value());
            said.put("MessageSid", message.sid().value());
            said.put("Index", Long.toString(index));
            said.put("Body", message.body());
            said.put("From", message.author());
            said.put("Attributes", message.attributes());
            said.put("DateCreated", date(message.createdMillis()));
            said.put("DateUpdated", date(message.updatedMillis()));
        });
    }

    private Future<Map<String, String>> channel(Caller caller, ChannelSid sid) {
        return read(caller, new ReadChannel(sid.value()), (ChannelState channel, Map<String, String> said) -> {
            said.put("ChannelSid", sid.value());
            said.put("FriendlyName", orNothing(channel.friendlyName()));
            said.put("UniqueName", orNothing(channel.uniqueName()));
            said.put("ChannelType", channel.type().word());
            said.put("Attributes", channel.attributes());
            said.put("CreatedBy", channel.createdBy());
            said.put("DateCreated", date(channel.createdMillis()));
        });
    }

    private Future<Map<String, String>> member(Caller caller, ChannelSid channel, String name) {
        return read(caller, new ReadMember(channel, name), (MemberState member, Map<String, String> said) -> {
            said.put("ChannelSid", channel.value());
            said.put("MemberSid", member.sid());
            said.put("Identity", member.identity());
            said.put("RoleSid", member.roleSid());
            said.put("Attributes", member.attributes());
            said.put("DateCreated", date(member.createdMillis()));
        });
    }

    private Future<Map<String, String>> user(Caller caller, UpdateUser update) {
        return read(caller, new ReadUser(update.identity()), (UserState user, Map<String, String> said) -> {
            said.put("UserSid", user.sid().value());
            said.put("Identity", user.identity());
            said.put("RoleSid", user.roleSid());
            said.put("FriendlyName", orNothing(user.friendlyName()));
            said.put("Attributes", user.attributes());
            said.put("DateCreated", date(user.createdMillis()));
            put(said, "FriendlyName", update.friendlyName());
            put(said, "Attributes", update.attributes());
        });
    }

    /** What something is before the command; where it is not there, the command's own handler says so. */
    private <R extends Reply> Future<Map<String, String>> read(Caller caller, Command<R> command, Teller<R> teller) {
        Map<String, String> said = new LinkedHashMap<>();
        return commands.handle(new Request<>(Caller.backEnd(caller.accountSid(), caller.serviceSid()), command))
                .map(Outcome::reply)
                .map(found -> {
                    teller.tell(found, said);
                    return said;
                })
                .recover(failure -> failure instanceof RequestFailedException refusal
                                && !refusal.code().retryable()
                        ? Future.succeededFuture(said)
                        : Future.failedFuture(failure));
    }

    private static Command<?> changed(Command<?> command, JsonNode changes) {
        if (changes.isEmpty()) {
            return command;
        }
        if (command instanceof SendMessage send) {
            return new SendMessage(
                    send.channel(),
                    orNothing(text(changes, "body", send.body())),
                    text(changes, "attributes", send.attributes()),
                    send.origin());
        } else if (command instanceof EditMessage edit) {
            return new EditMessage(
                    edit.channel(),
                    edit.index(),
                    text(changes, "body", edit.body()),
                    text(changes, "attributes", edit.attributes()),
                    edit.origin());
        } else if (command instanceof CreateChannel create) {
            return new CreateChannel(
                    create.type(),
                    text(changes, "unique_name", create.uniqueName()),
                    text(changes, "friendly_name", create.friendlyName()),
                    text(changes, "attributes", create.attributes()),
                    create.origin());
        } else if (command instanceof UpdateChannel update) {
            return new UpdateChannel(
                    update.channel(),
                    text(changes, "unique_name", update.uniqueName()),
                    text(changes, "friendly_name", update.friendlyName()),
                    text(changes, "attributes", update.attributes()),
                    update.origin());
        } else if (command instanceof UpdateUser update) {
            return new UpdateUser(
                    update.identity(),
                    text(changes, "friendly_name", update.friendlyName()),
                    text(changes, "attributes", update.attributes()),
                    update.roleSid());
        }
        return command;
    }

    private static @Nullable String text(JsonNode changes, String name, @Nullable String otherwise) {
        JsonNode value = changes.path(name);
        return value.isTextual() ? value.asText() : value.isObject() ? value.toString() : otherwise;
    }

    private static void put(Map<String, String> said, String name, @Nullable String value) {
        if (value != null) {
            said.put(name, value);
        }
    }

    private static String orNothing(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String date(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private interface Teller<R> {
        void tell(R found, Map<String, String> said);
    }
}
