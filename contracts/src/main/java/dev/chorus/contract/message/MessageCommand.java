package dev.chorus.contract.message;

import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;

/**
 * Commands about messages. They fail as those of {@link dev.chorus.contract.channel.ChannelCommand} do.
 *
 * @param <R> the answer
 */
public sealed interface MessageCommand<R extends Reply> extends Command<R>
        permits EditMessage, ListMessages, ReadMessage, RemoveMessage, SendMessage {}
