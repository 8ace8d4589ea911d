package dev.chorus.gateway.socket;

import dev.chorus.gateway.auth.TokenVerifier;
import dev.chorus.gateway.presence.PresenceReporter;
import dev.chorus.gateway.subscription.SubscriptionHub;
import dev.chorus.gateway.tunnel.RouteTable;
import java.time.Clock;

/**
 * What all sessions of an event loop work with.
 *
 * @param routes what answers tunnelled requests
 * @param tokens what checks tokens
 * @param hub what tells changes
 * @param clock the time of day
 * @param steadyClock what durations are measured by
 * @param limits what one session may use
 * @param presence who is told who is connected
 * @param readySockets where first-generation sockets are known by identity
 * @param metrics what is counted
 */
public record SessionServices(
        RouteTable routes,
        TokenVerifier tokens,
        SubscriptionHub hub,
        Clock clock,
        Clock steadyClock,
        SessionLimits limits,
        PresenceReporter presence,
        ReadySockets readySockets,
        SocketMetrics metrics) {}
