package dev.chorus.contract.channel;

import java.util.Locale;

/** Who may find a channel. */
public enum ChannelType {
    /** Everyone in the service sees it and may join. */
    PUBLIC,
    /** It does not exist but for its members, those invited and its creator. */
    PRIVATE;

    /** The name in the protocols. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
