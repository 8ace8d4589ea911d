package dev.chorus.gateway.dialect.backend;

import java.util.List;

/**
 * One of the addresses and versions under which the chat API is served. Whatever an answer links to has the face in which
 * it was asked for, so that a client stays with its product.
 *
 * @param prefix what all its paths begin with
 * @param first whether it is the first version
 * @param underscores whether a status is spelled with underscores
 */
record ChatFace(String prefix, boolean first, boolean underscores) {
    static final List<ChatFace> ALL = List.of(
            new ChatFace("/chat/v2", false, false),
            new ChatFace("/ip-messaging/v2", false, true),
            new ChatFace("/v2", false, false),
            new ChatFace("/chat/v1", true, true),
            new ChatFace("/ip-messaging/v1", true, true),
            new ChatFace("/v1", true, true));

    /** Whether the services themselves have no other owner at this address: another product has some, too. */
    boolean ownsServices() {
        return !prefix.equals("/v1");
    }
}
