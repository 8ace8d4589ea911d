package dev.chorus.contract.subscription;

import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;

/**
 * Commands with which gateways follow objects.
 *
 * @param <R> the answer
 */
public sealed interface SubscriptionCommand<R extends Reply> extends Command<R>
        permits DropInterest, FollowObject, ReadChanges {}
