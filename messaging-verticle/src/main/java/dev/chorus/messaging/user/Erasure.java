package dev.chorus.messaging.user;

import dev.chorus.contract.Command;
import dev.chorus.contract.Done;
import dev.chorus.contract.Reply;
import dev.chorus.contract.Request;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.DeleteChannel;
import dev.chorus.contract.channel.ListChannels;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.role.EraseMessaging;
import dev.chorus.contract.user.DeleteUser;
import dev.chorus.contract.user.ListUsers;
import dev.chorus.messaging.input.MessagingInput;
import dev.chorus.service.command.CommandTable;
import dev.chorus.store.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Removes whatever a service has, by the commands that remove each thing alone. */
public final class Erasure {
    private static final int AT_ONCE = 20;
    private static final int NOT_FOUND = 404;

    private final CommandTable table;
    private final Function<Caller, Future<Void>> last;

    /** An erasure by the commands of a table, with one more step at its end. */
    public Erasure(CommandTable table, Function<Caller, Future<Void>> last) {
        this.table = table;
        this.last = last;
    }

    /** Adds its command to the table. */
    public void register() {
        table.on(EraseMessaging.class, "service.erase", this::erase);
    }

    private Future<Outcome<Done>> erase(Caller caller, EraseMessaging command) {
        MessagingInput.onlyBackEnd(caller);
        return eraseChannels(caller, null)
                .compose(erased -> eraseUsers(caller, null))
                .compose(erased -> last.apply(caller))
                .map(erased -> Outcome.of(Done.DONE));
    }

    private Future<Void> eraseChannels(Caller caller, @Nullable String from) {
        return ask(caller, new ListChannels(null, from, AT_ONCE))
                .compose(page -> all(page.channels().stream()
                                .map(channel -> remove(caller, new DeleteChannel(channel.sid())))
                                .toList())
                        .compose(erased ->
                                page.next() == null ? Future.succeededFuture() : eraseChannels(caller, page.next())));
    }

    private Future<Void> eraseUsers(Caller caller, @Nullable String from) {
        return ask(caller, new ListUsers(from, AT_ONCE))
                .compose(page -> all(page.users().stream()
                                .map(user ->
                                        remove(caller, new DeleteUser(user.sid().value())))
                                .toList())
                        .compose(erased ->
                                page.next() == null ? Future.succeededFuture() : eraseUsers(caller, page.next())));
    }

    private <R extends Reply> Future<R> ask(Caller caller, Command<R> command) {
        return table.handle(new Request<>(caller, command)).map(Outcome::reply);
    }

    /** What somebody else removed meanwhile is removed too. */
    private Future<Void> remove(Caller caller, Command<Done> command) {
        return ask(caller, command)
                .<Void>mapEmpty()
                .recover(failure -> failure instanceof RequestFailedException refusal
                                && refusal.code().httpStatus() == NOT_FOUND
                        ? Future.succeededFuture()
                        : Future.failedFuture(failure));
    }

    private static Future<Void> all(List<Future<Void>> removals) {
        return Future.all(removals).mapEmpty();
    }
}
