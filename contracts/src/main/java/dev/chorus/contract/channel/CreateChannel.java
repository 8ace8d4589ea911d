package dev.chorus.contract.channel;

import dev.chorus.contract.value.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Makes a channel; its creator is not a member until joining. Of several that ask for one unique name at once exactly
 * one gets it, the others fail with {@link dev.chorus.contract.error.ErrorCode#CHANNEL_NAME_EXISTS}. Repeating it with
 * the same request id answers the channel that the first one made.
 *
 * @param type who may find it
 * @param uniqueName its name within the service, if it is to have one
 * @param friendlyName its title, if it is to have one
 * @param attributes the app's own data, the text of a JSON object; {@code {}} if absent
 * @param origin where it comes from, if not from here
 */
public record CreateChannel(
        ChannelType type,
        @Nullable String uniqueName,
        @Nullable String friendlyName,
        @Nullable String attributes,
        @Nullable Origin origin)
        implements ChannelCommand<ChannelState> {

    /** One that is made here and now. */
    public CreateChannel(
            ChannelType type, @Nullable String uniqueName, @Nullable String friendlyName, @Nullable String attributes) {
        this(type, uniqueName, friendlyName, attributes, null);
    }
}
