package dev.chorus.messaging.user;

import dev.chorus.contract.access.Caller;
import io.vertx.core.Future;

/** What a user has to do with channels. */
@FunctionalInterface
public interface UserChannels {
    /** Ends all memberships and invitations of a user, on behalf of a back end. */
    Future<Void> leaveAll(Caller backEnd, String identity);
}
