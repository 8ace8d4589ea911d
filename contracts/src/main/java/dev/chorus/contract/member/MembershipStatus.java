package dev.chorus.contract.member;

/** What a user is to a channel, as the user's own list of channels shows it. */
public enum MembershipStatus {
    /** A member. */
    JOINED("joined"),
    /** Invited, and not a member yet. */
    INVITED("invited"),
    /** Neither: the channel's creator, who has not joined. */
    NOT_PARTICIPATING("notParticipating");

    private final String word;

    MembershipStatus(String word) {
        this.word = word;
    }

    /** The name in the protocols. */
    public String word() {
        return word;
    }
}
