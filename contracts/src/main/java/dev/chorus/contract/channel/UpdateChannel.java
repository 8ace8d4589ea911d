package dev.chorus.contract.channel;

import dev.chorus.contract.value.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Changes names or attributes. Fails with {@link dev.chorus.contract.error.ErrorCode#CHANNEL_NAME_EXISTS} too.
 *
 * @param channel its sid
 * @param uniqueName the new unique name; empty for none, null leaves it
 * @param friendlyName the new title; empty for none, null leaves it
 * @param attributes the new attributes, the text of a JSON object; null leaves them
 * @param origin what else is to be said of where it comes from
 */
public record UpdateChannel(
        ChannelSid channel,
        @Nullable String uniqueName,
        @Nullable String friendlyName,
        @Nullable String attributes,
        @Nullable Origin origin)
        implements ChannelCommand<ChannelState> {

    /** A change that happens here and now. */
    public UpdateChannel(
            ChannelSid channel,
            @Nullable String uniqueName,
            @Nullable String friendlyName,
            @Nullable String attributes) {
        this(channel, uniqueName, friendlyName, attributes, null);
    }
}
