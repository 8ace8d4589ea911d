package dev.chorus.contract.role;

import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;

/**
 * Commands about roles and about what a chat service has decided. Only the back end may give them, but for reading the
 * settings.
 *
 * @param <R> the answer
 */
public sealed interface RoleCommand<R extends Reply> extends Command<R>
        permits CreateRole,
                DeleteRole,
                EraseMessaging,
                ListRoles,
                ReadMessagingSettings,
                UpdateMessagingSettings,
                UpdateRole {}
