package dev.chorus.messaging.channel;

import dev.chorus.contract.channel.ChannelSid;
import java.util.List;

/**
 * What a script did to a channel: what it answers, and what has to be derived anew elsewhere.
 *
 * @param channel the channel
 * @param result what is answered
 * @param version the channel's version after it
 * @param pending what has to be derived
 * @param <T> the answer
 */
public record ChannelChange<T>(ChannelSid channel, T result, long version, List<String> pending) {
    /** The same change with another answer. */
    public <U> ChannelChange<U> with(U other) {
        return new ChannelChange<>(channel, other, version, pending);
    }
}
