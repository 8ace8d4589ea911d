package dev.chorus.messaging.session;

import dev.chorus.messaging.channel.ChannelHandlers;
import dev.chorus.messaging.projection.Projections;
import dev.chorus.messaging.script.MessagingScripts;
import dev.chorus.messaging.script.Tellings;
import dev.chorus.service.command.CommandTable;
import io.vertx.core.Vertx;

/** The parts of sessions, wired. */
public final class Sessions {
    private final SessionHandlers handlers;
    private final SessionCommands commands;

    /** Sessions whose commands are those of this table. */
    public Sessions(
            Vertx vertx,
            MessagingScripts scripts,
            Tellings tellings,
            CommandTable table,
            ChannelHandlers channels,
            Projections projections) {
        SessionStore store = new SessionStore(scripts, tellings);
        this.commands = new SessionCommands(store, table, channels, projections);
        this.handlers = new SessionHandlers(vertx, store, commands);
    }

    /** What answers commands about sessions. */
    public SessionHandlers handlers() {
        return handlers;
    }

    /** What carries sessions' own commands out. */
    public SessionCommands commands() {
        return commands;
    }
}
