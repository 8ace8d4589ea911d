package dev.chorus.contract.channel;

import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;

/**
 * Commands about channels as wholes. A private channel does not exist for outsiders: each fails with
 * {@link dev.chorus.contract.error.ErrorCode#CHANNEL_NOT_FOUND} for them, and with
 * {@link dev.chorus.contract.error.ErrorCode#CHAT_FORBIDDEN} where the caller's roles do not allow it.
 *
 * @param <R> the answer
 */
public sealed interface ChannelCommand<R extends Reply> extends Command<R>
        permits CreateChannel, DeleteChannel, ListChannels, ListPublicChannels, ReadChannel, UpdateChannel {}
