package dev.chorus.contract.member;

import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;

/**
 * Commands about who belongs to a channel. They fail as those of
 * {@link dev.chorus.contract.channel.ChannelCommand} do.
 *
 * @param <R> the answer
 */
public sealed interface MemberCommand<R extends Reply> extends Command<R>
        permits AddMember,
                InviteMember,
                ListInvitations,
                ListMembers,
                ListMemberships,
                ReadInvitation,
                ReadMember,
                ReadMembership,
                RemoveInvitation,
                RemoveMember,
                SetConsumptionHorizon,
                SetNotificationLevel,
                UpdateMember {}
