package dev.chorus.contract.message;

import dev.chorus.contract.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a channel's messages.
 *
 * @param messages the messages, in the order that was asked for
 * @param next the index at which the next page begins; null if there is none
 */
public record MessagePage(
        List<MessageState> messages, @Nullable Long next) implements Reply {}
