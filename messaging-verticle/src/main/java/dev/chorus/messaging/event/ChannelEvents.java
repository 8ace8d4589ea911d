package dev.chorus.messaging.event;

import dev.chorus.bus.EventAddress;
import dev.chorus.bus.EventPublisher;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelState;
import dev.chorus.contract.event.ChannelEvent;
import dev.chorus.contract.event.MemberEvent;
import dev.chorus.contract.event.MessageEvent;
import dev.chorus.contract.member.MemberState;
import dev.chorus.contract.message.MessageState;

/** Publishes what happened in channels, after it happened. */
public final class ChannelEvents {
    private final EventPublisher publisher;

    /** Events through this publisher. */
    public ChannelEvents(EventPublisher publisher) {
        this.publisher = publisher;
    }

    /** A channel was made. */
    public void created(Caller caller, ChannelState channel) {
        publish(EventAddress.CHANNEL_CREATED, caller, channel);
    }

    /** A channel changed. */
    public void updated(Caller caller, ChannelState channel) {
        publish(EventAddress.CHANNEL_UPDATED, caller, channel);
    }

    /** A channel was removed. */
    public void deleted(Caller caller, ChannelState channel) {
        publish(EventAddress.CHANNEL_DELETED, caller, channel);
    }

    /** A user joined. */
    public void joined(Caller caller, MemberState member) {
        publish(EventAddress.MEMBER_JOINED, caller, member);
    }

    /** A user left. */
    public void left(Caller caller, MemberState member) {
        publish(EventAddress.MEMBER_LEFT, caller, member);
    }

    /** A message was sent. */
    public void added(Caller caller, MessageState message) {
        publish(EventAddress.MESSAGE_ADDED, caller, message);
    }

    /** A message was changed. */
    public void updated(Caller caller, MessageState message) {
        publish(EventAddress.MESSAGE_UPDATED, caller, message);
    }

    /** A message was removed. */
    public void removed(Caller caller, MessageState message) {
        publish(EventAddress.MESSAGE_REMOVED, caller, message);
    }

    private void publish(String address, Caller caller, ChannelState channel) {
        publisher.publish(
                address, new ChannelEvent(caller.accountSid(), caller.serviceSid(), caller.identity(), channel));
    }

    private void publish(String address, Caller caller, MemberState member) {
        publisher.publish(
                address, new MemberEvent(caller.accountSid(), caller.serviceSid(), caller.identity(), member));
    }

    private void publish(String address, Caller caller, MessageState message) {
        publisher.publish(
                address, new MessageEvent(caller.accountSid(), caller.serviceSid(), caller.identity(), message));
    }
}
