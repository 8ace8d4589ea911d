package dev.chorus.client.sync;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * How an object is opened.
 *
 * @param id its unique name or sid; null for a new object without a name
 * @param mode whether it must exist already, must not, or may
 * @param data the data of a document that is made; null for none
 * @param ttl when what is made removes itself
 */
public record OpenOptions(
        @Nullable String id, Mode mode, @Nullable JsonObject data, Ttl ttl) {
    /** Whether an object must exist already. */
    public enum Mode {
        /** It is opened if it exists, and made if not. */
        OPEN_OR_CREATE,
        /** It is not made. */
        OPEN_EXISTING,
        /** It is not opened if it exists. */
        CREATE_NEW
    }

    /** Opens or creates by unique name or sid. */
    public static OpenOptions of(@Nullable String id) {
        return new OpenOptions(id, Mode.OPEN_OR_CREATE, null, Ttl.UNCHANGED);
    }

    /** The same in another mode. */
    public OpenOptions mode(Mode wanted) {
        return new OpenOptions(id, wanted, data, ttl);
    }

    /** The same with data for a document that is made. */
    public OpenOptions data(JsonObject initial) {
        return new OpenOptions(id, mode, initial, ttl);
    }

    /** The same with an end for what is made. */
    public OpenOptions ttl(Ttl end) {
        return new OpenOptions(id, mode, data, end);
    }
}
