package dev.chorus.contract.channel;

import dev.chorus.contract.Reply;
import org.jspecify.annotations.Nullable;

/**
 * A channel at one moment.
 *
 * @param sid its id
 * @param type who may find it
 * @param uniqueName its name within the service, if it has one
 * @param friendlyName its title, if it has one
 * @param attributes the app's own data, the text of a JSON object
 * @param createdBy the identity that made it
 * @param createdMillis when it was made, epoch milliseconds
 * @param updatedMillis when names or attributes last changed, epoch milliseconds
 * @param messagesCount how many messages it holds
 * @param membersCount how many members it has
 * @param lastMessage its newest message; null if it has none
 */
public record ChannelState(
        ChannelSid sid,
        ChannelType type,
        @Nullable String uniqueName,
        @Nullable String friendlyName,
        String attributes,
        String createdBy,
        long createdMillis,
        long updatedMillis,
        long messagesCount,
        long membersCount,
        @Nullable LastMessage lastMessage)
        implements Reply {}
