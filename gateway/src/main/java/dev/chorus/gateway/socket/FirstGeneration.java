package dev.chorus.gateway.socket;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.frame.CloseReason;
import dev.chorus.contract.frame.Generation;
import dev.chorus.contract.frame.Packet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The handshake in which the token is in the URL (IP messaging specification, section 4). A client understands a close
 * packet as the end, so one is sent only where it shall wait for another token; otherwise the socket just closes, and
 * the client comes back.
 */
final class FirstGeneration implements Handshake {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._\\-]{1,253}(:\\d{1,5})?");

    private final @Nullable String tokenText;
    private final boolean keepsHosts;

    /**
     * A handshake with the token of a URL.
     *
     * @param keepsHosts whether URLs in answers begin as the request's own did, since no other base is configured
     */
    FirstGeneration(@Nullable String tokenText, boolean keepsHosts) {
        this.tokenText = tokenText;
        this.keepsHosts = keepsHosts;
    }

    @Override
    public Generation generation() {
        return Generation.FIRST;
    }

    @Override
    public void begin(SocketSession session) {
        session.services()
                .tokens()
                .verify(tokenText)
                .onSuccess(token -> {
                    if (!session.isClosed()) {
                        session.authenticated(token);
                        session.write(Packets.ready(session.id()));
                    }
                })
                .onFailure(failure -> session.close(asReason(failure)));
    }

    @Override
    public void receive(SocketSession session, Packet packet) {
        switch (packet.method()) {
            case "message" ->
                ifAuthenticated(session, packet, () -> session.tunnel().answer(packet));
            // Contexts name message types; clients ignore types that they did not name, so all are sent to all.
            case "put_notification_ctx" ->
                ifAuthenticated(session, packet, () -> {
                    session.write(Packets.reply(Generation.FIRST, packet.id()));
                    if (session.token() != null) {
                        session.services().readySockets().ready(session, session.token());
                    }
                });
            case "delete_notification_ctx" -> session.write(Packets.reply(Generation.FIRST, packet.id()));
            case "reply", "ping" -> {
                // A sign of life, which the session has noted already.
            }
            default ->
                session.write(Packets.refusal(
                        Generation.FIRST,
                        packet.id(),
                        new RequestFailedException(ErrorCode.BAD_REQUEST, "The packet's method is unknown")));
        }
    }

    /** These clients know objects by their URLs, which must stay the same behind any gateway (section 2.1). */
    @Override
    public String baseUrl(String socketUrl, String host) {
        return keepsHosts && HOST.matcher(host).matches()
                ? socketUrl.substring(0, socketUrl.indexOf("://") + 3) + host
                : socketUrl;
    }

    @Override
    public void giveNotice(SocketSession session) {
        // These clients watch the time themselves.
    }

    @Override
    public void sayGoodbye(SocketSession session, CloseReason reason) {
        if (reason == CloseReason.UNAUTHORIZED || reason == CloseReason.TOKEN_EXPIRED) {
            session.write(Packets.firstGenerationClose(reason));
        }
    }

    private static CloseReason asReason(Throwable failure) {
        if (failure instanceof RequestFailedException refusal && !refusal.code().retryable()) {
            return refusal.code() == ErrorCode.TOKEN_EXPIRED ? CloseReason.TOKEN_EXPIRED : CloseReason.UNAUTHORIZED;
        }
        return CloseReason.OFFLOAD;
    }

    private static void ifAuthenticated(SocketSession session, Packet packet, Runnable action) {
        if (session.token() == null) {
            session.write(
                    Packets.refusal(Generation.FIRST, packet.id(), new RequestFailedException(ErrorCode.UNAUTHORIZED)));
        } else {
            action.run();
        }
    }
}
