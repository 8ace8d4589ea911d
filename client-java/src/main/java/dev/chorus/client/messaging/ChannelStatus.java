package dev.chorus.client.messaging;

/** What the own user is to a channel. */
public enum ChannelStatus {
    /** A member. */
    JOINED("joined"),
    /** Invited, and no member yet. */
    INVITED("invited"),
    /** Neither: the channel is public, or was made and not joined. */
    NOT_PARTICIPATING("notParticipating");

    private final String word;

    ChannelStatus(String word) {
        this.word = word;
    }

    /** As the other SDKs call it. */
    public String word() {
        return word;
    }

    static ChannelStatus of(String word) {
        for (ChannelStatus status : values()) {
            if (status.word.equals(word)) {
                return status;
            }
        }
        return NOT_PARTICIPATING;
    }
}
