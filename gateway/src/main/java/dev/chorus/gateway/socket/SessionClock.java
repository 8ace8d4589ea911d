package dev.chorus.gateway.socket;

import dev.chorus.contract.frame.CloseReason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a session does as time passes. It is asked once a second instead of having timers of its own, so that an idle
 * connection costs no timer.
 */
final class SessionClock {
    /** How long before its token expires a client is told (sync specification, section 8.3). */
    private static final Duration NOTICE = Duration.ofMinutes(3);

    /** How many pings a client may leave unanswered. */
    private static final int MISSED_PINGS = 3;

    private final SocketSession session;
    private final SessionLimits limits;
    private final long openedMillis;
    private final int phaseMillis;
    private long heardMillis;
    private long pingedMillis;
    private @Nullable Instant tokenExpiresAt;
    private boolean noticeGiven;

    SessionClock(SocketSession session, SessionLimits limits, long nowMillis) {
        this.session = session;
        this.limits = limits;
        this.openedMillis = nowMillis;
        this.heardMillis = nowMillis;
        // Sessions that arrive together, as after a restart, shall not all be pinged in the same second for ever.
        this.phaseMillis = Math.floorMod(
                session.id().hashCode(), (int) Math.max(1, limits.pingInterval().toMillis() / 4));
        this.pingedMillis = nowMillis - phaseMillis;
    }

    void heard(long nowMillis) {
        heardMillis = nowMillis;
    }

    void tokenAccepted(Instant expiresAt) {
        tokenExpiresAt = expiresAt;
        noticeGiven = false;
    }

    /** Looks at the time of day, by which tokens expire, and at the steady time, by which everything else is measured. */
    void tick(Instant now, long nowMillis) {
        if (tokenExpiresAt == null) {
            if (nowMillis - openedMillis > limits.handshakeTimeout().toMillis()) {
                session.close(CloseReason.NO_HANDSHAKE);
            }
            return;
        }
        if (!now.isBefore(tokenExpiresAt)) {
            session.close(CloseReason.TOKEN_EXPIRED);
            return;
        }
        if (!noticeGiven && !now.isBefore(tokenExpiresAt.minus(NOTICE))) {
            noticeGiven = true;
            session.handshake().giveNotice(session);
        }
        long interval = limits.pingInterval().toMillis();
        if (nowMillis - heardMillis > interval * MISSED_PINGS) {
            session.close(CloseReason.SILENT);
        } else if (nowMillis - pingedMillis >= interval) {
            pingedMillis = nowMillis;
            session.write(Packets.ping(session.handshake().generation()));
        }
    }
}
