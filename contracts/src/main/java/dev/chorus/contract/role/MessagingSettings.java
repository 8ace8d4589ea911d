package dev.chorus.contract.role;

import dev.chorus.contract.Reply;

/**
 * What a chat service has decided (REST specification, section 5.1).
 *
 * @param serviceRoleSid the role of new users
 * @param channelRoleSid the role of new members
 * @param channelCreatorRoleSid the role of a channel's creator as its member
 * @param reachabilityEnabled whether users are told who is online
 * @param typingTimeoutSeconds for how long typing counts
 * @param consumptionReportSeconds how long the first generation's clients gather their horizons before they report
 * @param channelMembers how many members a channel may have
 * @param userChannels how many channels a user may have
 * @param readStatusEnabled whether clients are to show who has read what
 */
public record MessagingSettings(
        String serviceRoleSid,
        String channelRoleSid,
        String channelCreatorRoleSid,
        boolean reachabilityEnabled,
        int typingTimeoutSeconds,
        int consumptionReportSeconds,
        int channelMembers,
        int userChannels,
        boolean readStatusEnabled)
        implements Reply {}
