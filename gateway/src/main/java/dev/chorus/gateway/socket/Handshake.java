package dev.chorus.gateway.socket;

import dev.chorus.contract.frame.CloseReason;
import dev.chorus.contract.frame.Generation;
import dev.chorus.contract.frame.Packet;

/**
 * What the two generations of the socket protocol do differently: how a client says who it is, and how it is told to
 * go.
 */
interface Handshake {
    /** Which generation this is. */
    Generation generation();

    /** Begins, once the socket is open. */
    void begin(SocketSession session);

    /** Takes a packet. */
    void receive(SocketSession session, Packet packet);

    /** Tells the client that its token expires soon, if it wants to know. */
    void giveNotice(SocketSession session);

    /** Tells the client why the connection ends, where the protocol has words for it. */
    void sayGoodbye(SocketSession session, CloseReason reason);

    /**
     * The base of the URLs in a request's answer.
     *
     * @param socketUrl the base by which the socket came
     * @param host what the request says that it was sent to; may be empty
     */
    default String baseUrl(String socketUrl, String host) {
        return socketUrl;
    }
}
