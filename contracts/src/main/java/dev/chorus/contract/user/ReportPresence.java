package dev.chorus.contract.user;

import dev.chorus.contract.Done;

/**
 * A gateway says whether it has connections of the caller's identity. A user is online while any gateway that is alive
 * says so.
 *
 * @param gateway the gateway's id
 * @param connected whether
 */
public record ReportPresence(String gateway, boolean connected) implements UserCommand<Done> {}
