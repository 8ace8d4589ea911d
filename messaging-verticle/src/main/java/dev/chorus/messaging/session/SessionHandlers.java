package dev.chorus.messaging.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.session.OpenSession;
import dev.chorus.contract.session.SubmitCommand;
import dev.chorus.messaging.script.StoredJson;
import dev.chorus.service.command.CommandTable;
import dev.chorus.store.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.UncheckedIOException;

/** Answers commands about sessions. */
public final class SessionHandlers {
    private final Vertx vertx;
    private final SessionStore sessions;
    private final SessionCommands commands;

    SessionHandlers(Vertx vertx, SessionStore sessions, SessionCommands commands) {
        this.vertx = vertx;
        this.sessions = sessions;
        this.commands = commands;
    }

    /** Adds them to the table. */
    public void register(CommandTable table) {
        table.on(OpenSession.class, "session.open", this::open).on(SubmitCommand.class, "session.submit", this::submit);
    }

    private Future<Outcome<ObjectState>> open(Caller caller, OpenSession command) {
        return sessions.open(caller, command.session(), command.context()).map(Outcome::of);
    }

    private Future<Outcome<ItemState>> submit(Caller caller, SubmitCommand command) {
        JsonNode data;
        try {
            data = StoredJson.parse(command.data().utf8());
        } catch (UncheckedIOException e) {
            return Future.failedFuture(new RequestFailedException(ErrorCode.BAD_REQUEST));
        }
        String commandId = StoredJson.textOrNull(data, "commandId");
        if (!data.path("request").isObject() || commandId == null || commandId.isEmpty()) {
            return Future.failedFuture(new RequestFailedException(ErrorCode.BAD_REQUEST));
        }
        return sessions.submit(caller, command.session(), commandId, command.data())
                .onSuccess(item -> {
                    if (item.created()) {
                        // The acceptance is answered first, what it leads to comes after.
                        vertx.runOnContext(
                                turn -> commands.carryOut(caller, command.session(), Long.parseLong(item.key())));
                    }
                })
                .map(Outcome::of);
    }
}
