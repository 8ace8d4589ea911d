package dev.chorus.sync.subscription;

import dev.chorus.contract.Done;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.subscription.Changes;
import dev.chorus.contract.subscription.DropInterest;
import dev.chorus.contract.subscription.FollowObject;
import dev.chorus.contract.subscription.ReadChanges;
import dev.chorus.service.access.ServiceAccess;
import dev.chorus.service.command.CommandTable;
import dev.chorus.store.Outcome;
import dev.chorus.store.interest.InterestStore;
import dev.chorus.store.log.ChangeLog;
import dev.chorus.store.permission.Rights;
import io.vertx.core.Future;

/** Answers the commands with which gateways follow objects. */
public final class SubscriptionHandlers {
    private final ServiceAccess access;
    private final ChangeLog log;
    private final InterestStore interest;

    /** Handlers over these parts. */
    public SubscriptionHandlers(ServiceAccess access, ChangeLog log, InterestStore interest) {
        this.access = access;
        this.log = log;
        this.interest = interest;
    }

    /** Adds them to the table. */
    public void register(CommandTable table) {
        table.on(FollowObject.class, "subscription.follow", this::follow)
                .on(ReadChanges.class, "subscription.read", this::read)
                .on(DropInterest.class, "subscription.drop", this::drop);
    }

    private Future<Outcome<Changes>> follow(Caller caller, FollowObject command) {
        return access.authorize(caller, Rights.READ)
                .compose(call -> log.follow(
                        call, command.object(), command.gateway(), command.afterEventId(), command.lenient()))
                .map(Outcome::of);
    }

    private Future<Outcome<Changes>> read(Caller caller, ReadChanges command) {
        return log.read(command.object(), command.afterEventId(), command.lenient())
                .map(Outcome::of);
    }

    private Future<Outcome<Done>> drop(Caller caller, DropInterest command) {
        return interest.drop(command.objects(), command.gateway()).map(dropped -> Outcome.of(Done.DONE));
    }
}
