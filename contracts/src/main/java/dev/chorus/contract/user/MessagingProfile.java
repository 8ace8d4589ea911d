package dev.chorus.contract.user;

import dev.chorus.contract.Reply;
import dev.chorus.contract.role.MessagingSettings;

/**
 * What a client needs to know when it starts.
 *
 * @param user the caller
 * @param settings what the service has decided
 */
public record MessagingProfile(UserState user, MessagingSettings settings) implements Reply {}
