package dev.chorus.contract.frame;

/** Bytes that are no packet. What is wrong is for the developer of the other side; it quotes nothing of the bytes. */
public final class MalformedPacketException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedPacketException(String message) {
        super(message, null, false, false);
    }
}
