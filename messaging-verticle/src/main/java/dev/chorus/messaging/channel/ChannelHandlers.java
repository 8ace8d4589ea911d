package dev.chorus.messaging.channel;

import dev.chorus.contract.Done;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelPage;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.channel.ChannelState;
import dev.chorus.contract.channel.CreateChannel;
import dev.chorus.contract.channel.DeleteChannel;
import dev.chorus.contract.channel.ListChannels;
import dev.chorus.contract.channel.ListPublicChannels;
import dev.chorus.contract.channel.ReadChannel;
import dev.chorus.contract.channel.UpdateChannel;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.role.RolePermission;
import dev.chorus.contract.value.Origin;
import dev.chorus.messaging.event.ChannelEvents;
import dev.chorus.messaging.input.MessagingInput;
import dev.chorus.messaging.projection.ChannelNames;
import dev.chorus.messaging.projection.Projections;
import dev.chorus.messaging.role.RoleDirectory;
import dev.chorus.service.command.CommandTable;
import dev.chorus.store.Outcome;
import dev.chorus.store.key.NewSid;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers commands about channels as wholes. */
public final class ChannelHandlers {
    private final RoleDirectory roles;
    private final ChannelStore channels;
    private final ChannelNames names;
    private final Projections projections;
    private final PublicChannelPages pages;
    private final ChannelPages all;
    private final ChannelEvents events;

    /** Handlers over these parts. */
    public ChannelHandlers(
            RoleDirectory roles,
            ChannelStore channels,
            ChannelNames names,
            Projections projections,
            PublicChannelPages pages,
            ChannelPages all,
            ChannelEvents events) {
        this.roles = roles;
        this.channels = channels;
        this.names = names;
        this.projections = projections;
        this.pages = pages;
        this.all = all;
        this.events = events;
    }

    /** Adds them to the table. */
    public void register(CommandTable table) {
        table.on(CreateChannel.class, "channel.create", this::createAndFollow)
                .on(ReadChannel.class, "channel.read", this::read)
                .on(UpdateChannel.class, "channel.update", this::update)
                .on(DeleteChannel.class, "channel.delete", this::delete)
                .on(ListChannels.class, "channel.list-all", this::listAll)
                .on(ListPublicChannels.class, "channel.list", this::list);
    }

    /**
     * Makes a channel and leaves what has to follow to the caller, who may have to say something before
     * ({@link Projections#follow}).
     */
    public Future<ChannelChange<ChannelState>> create(Caller caller, CreateChannel command) {
        String uniqueName = emptyToNull(MessagingInput.uniqueName(command.uniqueName()));
        String friendlyName = emptyToNull(MessagingInput.friendlyName(command.friendlyName()));
        String attributes = MessagingInput.attributesOrNone(command.attributes());
        Origin origin = MessagingInput.origin(caller, command.origin());
        ChannelSid channel = NewChannelSid.of(caller);
        return roles.rights(caller)
                .compose(rights -> rights.allow(RolePermission.CREATE_CHANNEL)
                        ? Future.<Void>succeededFuture()
                        : Future.failedFuture(new RequestFailedException(ErrorCode.CHAT_FORBIDDEN)))
                .compose(allowed ->
                        uniqueName == null ? Future.<Void>succeededFuture() : names.claim(caller, uniqueName, channel))
                .compose(claimed ->
                        channels.create(caller, channel, command.type(), uniqueName, friendlyName, attributes, origin))
                .onSuccess(created -> events.created(caller, created.result()));
    }

    private Future<Outcome<ChannelState>> createAndFollow(Caller caller, CreateChannel command) {
        return create(caller, command)
                .compose(created -> projections.follow(caller, created).map(done -> Outcome.of(created.result())));
    }

    private Future<Outcome<ChannelState>> read(Caller caller, ReadChannel command) {
        Future<ChannelSid> sid = ChannelSid.isSid(command.channel())
                ? Future.succeededFuture(new ChannelSid(command.channel()))
                : names.holder(caller, command.channel());
        return sid.compose(channel -> channels.read(caller, caller.backEnd(), caller.identity(), List.of(channel))
                        .compose(found -> {
                            ChannelView view = found.get(channel);
                            return view == null
                                    ? Future.failedFuture(new RequestFailedException(ErrorCode.CHANNEL_NOT_FOUND))
                                    : Future.succeededFuture(view.channel());
                        }))
                .map(Outcome::of);
    }

    private Future<Outcome<ChannelState>> update(Caller caller, UpdateChannel command) {
        String uniqueName = MessagingInput.uniqueName(command.uniqueName());
        String friendlyName = MessagingInput.friendlyName(command.friendlyName());
        String attributes = MessagingInput.attributes(command.attributes());
        Origin origin = MessagingInput.origin(caller, command.origin());
        return roles.rights(caller)
                .compose(rights -> (uniqueName == null || uniqueName.isEmpty()
                                ? Future.<Void>succeededFuture()
                                : names.claim(caller, uniqueName, command.channel()))
                        .compose(claimed -> channels.update(
                                caller, rights, command.channel(), uniqueName, friendlyName, attributes, origin))
                        .recover(failure -> giveUp(caller, uniqueName, command.channel(), failure)))
                .onSuccess(updated -> events.updated(caller, updated.result()))
                .compose(updated -> projections.follow(caller, updated).map(done -> Outcome.of(updated.result())));
    }

    /** A name that was claimed for a change that was refused is free again, unless the channel has it anyway. */
    private <T> Future<T> giveUp(Caller caller, @Nullable String uniqueName, ChannelSid channel, Throwable failure) {
        boolean refused = failure instanceof RequestFailedException refusal
                && !refusal.code().retryable()
                && refusal.code() != ErrorCode.CHANNEL_NAME_EXISTS;
        return uniqueName == null || uniqueName.isEmpty() || !refused
                ? Future.failedFuture(failure)
                : names.releaseUnlessHeld(caller, uniqueName, channel)
                        .transform(released -> Future.failedFuture(failure));
    }

    private Future<Outcome<Done>> delete(Caller caller, DeleteChannel command) {
        return roles.rights(caller)
                .compose(rights -> channels.delete(caller, rights, command.channel()))
                .onSuccess(deleted -> events.deleted(caller, deleted.result()))
                .compose(deleted -> projections.follow(caller, deleted))
                .map(done -> Outcome.of(Done.DONE));
    }

    private Future<Outcome<ChannelPage>> list(Caller caller, ListPublicChannels command) {
        return pages.read(caller, command.from(), command.limit()).map(Outcome::of);
    }

    private Future<Outcome<ChannelPage>> listAll(Caller caller, ListChannels command) {
        MessagingInput.onlyBackEnd(caller);
        return all.read(caller, command.type(), command.from(), command.limit()).map(Outcome::of);
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** Where the sids of new channels come from: a repeated request finds the channel that the first one made. */
    static final class NewChannelSid {
        private NewChannelSid() {}

        static ChannelSid of(Caller caller) {
            String digits = caller.requestId() == null
                    ? NewSid.message().substring(2)
                    : NewSid.creation("channel " + caller.serviceSid(), caller.identity(), caller.requestId());
            return new ChannelSid("CH" + digits);
        }
    }
}
