package dev.chorus.messaging.message;

import dev.chorus.contract.Done;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.message.EditMessage;
import dev.chorus.contract.message.ListMessages;
import dev.chorus.contract.message.MessagePage;
import dev.chorus.contract.message.MessageState;
import dev.chorus.contract.message.ReadMessage;
import dev.chorus.contract.message.RemoveMessage;
import dev.chorus.contract.message.SendMessage;
import dev.chorus.contract.user.StartTyping;
import dev.chorus.contract.user.TypingStarted;
import dev.chorus.contract.value.Origin;
import dev.chorus.messaging.event.ChannelEvents;
import dev.chorus.messaging.input.MessagingInput;
import dev.chorus.messaging.role.RoleDirectory;
import dev.chorus.service.command.CommandTable;
import dev.chorus.store.Outcome;
import io.vertx.core.Future;
import java.util.Objects;

/** Answers commands about messages, and about typing them. */
public final class MessageHandlers {
    private static final int PAGE_LIMIT = 100;

    private final RoleDirectory roles;
    private final MessageStore messages;
    private final ChannelEvents events;

    /** Handlers over these parts. */
    public MessageHandlers(RoleDirectory roles, MessageStore messages, ChannelEvents events) {
        this.roles = roles;
        this.messages = messages;
        this.events = events;
    }

    /** Adds them to the table. */
    public void register(CommandTable table) {
        table.on(SendMessage.class, "message.send", this::send)
                .on(EditMessage.class, "message.edit", this::edit)
                .on(RemoveMessage.class, "message.remove", this::remove)
                .on(ListMessages.class, "message.list", this::list)
                .on(ReadMessage.class, "message.read", this::read)
                .on(StartTyping.class, "typing.start", this::startTyping);
    }

    private Future<Outcome<MessageState>> send(Caller caller, SendMessage command) {
        String body = Objects.requireNonNullElse(MessagingInput.body(command.body()), "");
        String attributes = MessagingInput.attributesOrNone(command.attributes());
        Origin origin = MessagingInput.origin(caller, command.origin());
        return roles.rights(caller)
                .compose(rights -> messages.send(caller, rights, command.channel(), body, attributes, origin))
                .onSuccess(sent -> events.added(caller, sent))
                .map(Outcome::of);
    }

    private Future<Outcome<MessageState>> edit(Caller caller, EditMessage command) {
        String body = MessagingInput.body(command.body());
        String attributes = MessagingInput.attributes(command.attributes());
        Origin origin = MessagingInput.origin(caller, command.origin());
        if (body == null && attributes == null && command.origin() == null) {
            return Future.failedFuture(new RequestFailedException(ErrorCode.BAD_REQUEST));
        }
        return roles.rights(caller)
                .compose(rights ->
                        messages.edit(caller, rights, command.channel(), command.index(), body, attributes, origin))
                .onSuccess(edited -> events.updated(caller, edited))
                .map(Outcome::of);
    }

    private Future<Outcome<Done>> remove(Caller caller, RemoveMessage command) {
        return roles.rights(caller)
                .compose(rights -> messages.remove(caller, rights, command.channel(), command.index()))
                .onSuccess(removed -> events.removed(caller, removed))
                .map(removed -> Outcome.of(Done.DONE));
    }

    private Future<Outcome<MessagePage>> list(Caller caller, ListMessages command) {
        int size = Math.max(1, Math.min(PAGE_LIMIT, command.limit()));
        return roles.rights(caller)
                .compose(rights -> messages.read(
                        caller, rights, command.channel(), command.from(), command.newestFirst(), size + 1))
                .map(found -> Outcome.of(
                        found.size() <= size
                                ? new MessagePage(found, null)
                                : new MessagePage(
                                        found.subList(0, size), found.get(size).index())));
    }

    private Future<Outcome<MessageState>> read(Caller caller, ReadMessage command) {
        return roles.rights(caller)
                .compose(rights -> messages.read(caller, rights, command.channel(), command.index(), false, 1))
                .compose(found -> found.isEmpty() || found.get(0).index() != command.index()
                        ? Future.failedFuture(new RequestFailedException(ErrorCode.MESSAGE_NOT_FOUND))
                        : Future.succeededFuture(Outcome.of(found.get(0))));
    }

    private Future<Outcome<TypingStarted>> startTyping(Caller caller, StartTyping command) {
        return roles.rights(caller)
                .compose(rights -> messages.startTyping(caller, rights, command.channel())
                        .map(told ->
                                Outcome.of(new TypingStarted(rights.settings().typingTimeoutSeconds()))));
    }
}
