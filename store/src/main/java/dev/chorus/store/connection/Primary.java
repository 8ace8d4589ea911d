package dev.chorus.store.connection;

import io.vertx.core.Future;

/** Knows which server takes writes. */
interface Primary {
    /** Where the server is that takes writes now, as well as it can be found out. */
    Future<HostAndPort> find();

    /** Whether it is certain that another server takes writes now, although this one may still say that it does. */
    default Future<Boolean> isAnotherThan(HostAndPort at) {
        return Future.succeededFuture(false);
    }

    /** Lets go of what finding out needs. */
    default Future<Void> close() {
        return Future.succeededFuture();
    }

    /** The server that was named, whatever it does. */
    static Primary at(HostAndPort at) {
        return () -> Future.succeededFuture(at);
    }
}
