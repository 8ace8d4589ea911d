package dev.chorus.contract.channel;

import dev.chorus.contract.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of channels.
 *
 * @param channels the channels, in order
 * @param next where the next page begins; null if there is none
 */
public record ChannelPage(
        List<ChannelState> channels, @Nullable String next) implements Reply {}
