package dev.chorus.messaging.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.channel.ChannelType;
import dev.chorus.contract.channel.CreateChannel;
import dev.chorus.contract.channel.DeleteChannel;
import dev.chorus.contract.channel.UpdateChannel;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.member.AddMember;
import dev.chorus.contract.member.InviteMember;
import dev.chorus.contract.member.RemoveInvitation;
import dev.chorus.contract.member.RemoveMember;
import dev.chorus.contract.message.EditMessage;
import dev.chorus.contract.message.RemoveMessage;
import dev.chorus.contract.message.SendMessage;
import dev.chorus.contract.user.UpdateUser;
import dev.chorus.messaging.script.StoredJson;
import org.jspecify.annotations.Nullable;

/**
 * A request as the first generation's clients write it into a session (its specification, section 9).
 *
 * @param fields its fields
 */
record SessionRequest(JsonNode fields) {
    String action() {
        return StoredJson.text(fields, "action");
    }

    /** The command that it means; fails with {@link ErrorCode#BAD_REQUEST} where it means none. */
    Command<? extends Reply> command(Caller caller) {
        return switch (action()) {
            case "createChannel" -> createChannel();
            case "destroyChannel" -> new DeleteChannel(channel());
            case "joinChannel" -> new AddMember(channel(), caller.identity());
            case "leaveChannel" -> new RemoveMember(channel(), caller.identity());
            case "declineInvitation" -> new RemoveInvitation(channel(), caller.identity());
            case "inviteMember" -> new InviteMember(channel(), text("username"));
            case "addMember" -> new AddMember(channel(), text("username"));
            case "removeMember" -> new RemoveMember(channel(), text("username"));
            case "sendMessage" -> new SendMessage(channel(), text("text"), optional("attributes"));
            case "editMessage" -> new EditMessage(channel(), index(), text("text"), null);
            case "editMessageAttributes" -> new EditMessage(channel(), index(), null, text("attributes"));
            case "deleteMessage" -> new RemoveMessage(channel(), index());
            case "editAttributes" -> new UpdateChannel(channel(), null, null, text("attributes"));
            case "editFriendlyName" -> new UpdateChannel(channel(), null, orEmpty("friendlyName"), null);
            case "editUniqueName" -> new UpdateChannel(channel(), orEmpty("uniqueName"), null, null);
            case "editUserAttributes" -> new UpdateUser(text("username"), null, text("attributes"));
            case "editUserFriendlyName" -> new UpdateUser(text("username"), orEmpty("friendlyName"), null);
            default -> throw malformed();
        };
    }

    private CreateChannel createChannel() {
        ChannelType type = "private".equals(optional("type")) ? ChannelType.PRIVATE : ChannelType.PUBLIC;
        return new CreateChannel(type, optional("uniqueName"), optional("friendlyName"), optional("attributes"));
    }

    private ChannelSid channel() {
        String sid = text("channelSid");
        if (!ChannelSid.isSid(sid)) {
            throw new RequestFailedException(ErrorCode.CHANNEL_NOT_FOUND);
        }
        return new ChannelSid(sid);
    }

    /** Clients write it as a number or as a text. */
    private long index() {
        JsonNode index = fields.path("messageIdx");
        if (index.isIntegralNumber() && index.longValue() >= 0) {
            return index.longValue();
        }
        if (index.isTextual() && index.textValue().matches("\\d{1,12}")) {
            return Long.parseLong(index.textValue());
        }
        throw malformed();
    }

    private String text(String field) {
        String text = optional(field);
        if (text == null) {
            throw malformed();
        }
        return text;
    }

    private String orEmpty(String field) {
        String text = optional(field);
        return text == null ? "" : text;
    }

    private @Nullable String optional(String field) {
        return StoredJson.textOrNull(fields, field);
    }

    private static RequestFailedException malformed() {
        return new RequestFailedException(ErrorCode.BAD_REQUEST);
    }
}
