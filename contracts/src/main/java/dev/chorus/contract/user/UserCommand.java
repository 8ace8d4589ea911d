package dev.chorus.contract.user;

import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;

/**
 * Commands about users.
 *
 * @param <R> the answer
 */
public sealed interface UserCommand<R extends Reply> extends Command<R>
        permits CreateUser,
                DeleteUser,
                ListChannelUsers,
                ListUsers,
                OpenMessaging,
                ReadUser,
                ReportPresence,
                StartTyping,
                UpdateUser {}
