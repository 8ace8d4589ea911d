package dev.chorus.sync.stream;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.stream.PublishMessage;
import dev.chorus.contract.stream.PublishedMessage;
import dev.chorus.contract.value.Json;
import dev.chorus.service.access.ServiceAccess;
import dev.chorus.service.command.CommandTable;
import dev.chorus.store.Outcome;
import dev.chorus.store.permission.Rights;
import dev.chorus.store.stream.MessageStore;
import dev.chorus.sync.command.InputRules;
import io.vertx.core.Future;

/** Answers commands about message streams. */
public final class StreamHandlers {
    private final ServiceAccess access;
    private final InputRules rules;
    private final MessageStore messages;

    /** Handlers over these parts. */
    public StreamHandlers(ServiceAccess access, InputRules rules, MessageStore messages) {
        this.access = access;
        this.rules = rules;
        this.messages = messages;
    }

    /** Adds them to the table. */
    public void register(CommandTable table) {
        table.on(PublishMessage.class, "stream.publish", this::publish);
    }

    private Future<Outcome<PublishedMessage>> publish(Caller caller, PublishMessage command) {
        return access.authorize(caller, Rights.WRITE).compose(call -> {
            Json data = rules.message(command.data());
            return access.sid(call, ObjectType.STREAM, command.stream())
                    .compose(sid -> messages.publish(call, sid, data));
        });
    }
}
