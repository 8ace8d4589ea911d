package dev.chorus.contract.channel;

import org.jspecify.annotations.Nullable;

/**
 * Changes names or attributes. Fails with {@link dev.chorus.contract.error.ErrorCode#CHANNEL_NAME_EXISTS} too.
 *
 * @param channel its sid
 * @param uniqueName the new unique name; empty for none, null leaves it
 * @param friendlyName the new title; empty for none, null leaves it
 * @param attributes the new attributes, the text of a JSON object; null leaves them
 */
public record UpdateChannel(
        ChannelSid channel,
        @Nullable String uniqueName,
        @Nullable String friendlyName,
        @Nullable String attributes) implements ChannelCommand<ChannelState> {}
