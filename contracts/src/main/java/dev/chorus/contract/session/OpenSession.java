package dev.chorus.contract.session;

import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.value.Json;
import org.jspecify.annotations.Nullable;

/**
 * Makes a session: a list whose first item is the session's context and whose further items are commands. Where one is
 * there already, its life is prolonged.
 *
 * @param session the session's list; null for a new one
 * @param context the context, written only where the session is new
 */
public record OpenSession(@Nullable ObjectSid session, Json context) implements SessionCommand<ObjectState> {}
