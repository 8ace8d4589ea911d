package dev.chorus.gateway.socket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.frame.CloseReason;
import dev.chorus.contract.frame.Generation;
import dev.chorus.contract.frame.Packet;
import dev.chorus.gateway.auth.AccessToken;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The handshake in which the first packet carries the token (sync specification, sections 5, 7 and 8). */
final class ThirdGeneration implements Handshake {
    /** A client that announces this is told before its token expires. */
    private static final String CLIENT_UPDATE = "client_update";

    /** When a client that is sent away may come back: spread, so that not all come at once. */
    private static final int RECONNECT_SPREAD_MILLIS = 2_000;

    private boolean wantsNotice;

    @Override
    public Generation generation() {
        return Generation.THIRD;
    }

    @Override
    public void begin(SocketSession session) {
        // The client speaks first.
    }

    @Override
    public void receive(SocketSession session, Packet packet) {
        switch (packet.method()) {
            case "init" -> authenticate(session, packet);
            case "update" -> authenticate(session, packet);
            case "message" ->
                ifAuthenticated(session, packet, () -> session.tunnel().answer(packet));
            case "put_notification_ctx", "delete_notification_ctx" ->
                ifAuthenticated(session, packet, () -> session.write(Packets.reply(Generation.THIRD, packet.id())));
            case "close" -> session.close(CloseReason.CLIENT_LEFT);
            case "reply", "telemetry.v1", "ping" -> {
                // A sign of life, which the session has noted already.
            }
            default ->
                session.write(Packets.refusal(
                        Generation.THIRD,
                        packet.id(),
                        new RequestFailedException(ErrorCode.BAD_REQUEST, "The packet's method is unknown")));
        }
    }

    @Override
    public void giveNotice(SocketSession session) {
        if (wantsNotice) {
            session.write(Packets.tokenAboutToExpire());
        }
    }

    @Override
    public void sayGoodbye(SocketSession session, CloseReason reason) {
        if (reason.code() != 0) {
            long spread = Math.floorMod(session.id().hashCode(), RECONNECT_SPREAD_MILLIS);
            session.write(Packets.close(reason, 200 + spread));
        }
    }

    private void authenticate(SocketSession session, Packet packet) {
        String text = packet.header().path("token").asText("");
        session.services()
                .tokens()
                .verify(text)
                .map(token -> sameIdentity(session, token))
                .onSuccess(token -> {
                    if (!session.isClosed()) {
                        session.authenticated(token);
                        session.write(acceptance(packet));
                    }
                })
                .onFailure(failure -> refuse(session, packet, failure));
    }

    private static AccessToken sameIdentity(SocketSession session, AccessToken token) {
        if (!session.accepts(token)) {
            throw new RequestFailedException(
                    ErrorCode.TOKEN_GRANTS_INVALID, "The token is another identity's, or opens less");
        }
        return token;
    }

    private ByteBuf acceptance(Packet packet) {
        if (packet.method().equals("update")) {
            return Packets.reply(Generation.THIRD, packet.id());
        }
        List<String> confirmed = new ArrayList<>(1);
        for (JsonNode capability : packet.header().path("capabilities")) {
            if (CLIENT_UPDATE.equals(capability.asText())) {
                wantsNotice = true;
                confirmed.add(CLIENT_UPDATE);
            }
        }
        String continuation = packet.header().path("continuation_token").asText("");
        boolean fresh = continuation.isEmpty();
        return Packets.initReply(packet.id(), confirmed, fresh ? "CT" + UUID.randomUUID() : continuation, fresh);
    }

    private static void refuse(SocketSession session, Packet packet, Throwable failure) {
        RequestFailedException refusal = failure instanceof RequestFailedException expected
                ? expected
                : new RequestFailedException(ErrorCode.INTERNAL);
        session.write(Packets.refusal(Generation.THIRD, packet.id(), refusal));
        // After a refused update the present token stays good until it expires; the client closes by itself.
        if (packet.method().equals("init")) {
            session.close(CloseReason.CLIENT_LEFT);
        }
    }

    private static void ifAuthenticated(SocketSession session, Packet packet, Runnable action) {
        if (session.token() == null) {
            session.write(
                    Packets.refusal(Generation.THIRD, packet.id(), new RequestFailedException(ErrorCode.UNAUTHORIZED)));
        } else {
            action.run();
        }
    }
}
