package dev.chorus.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a gateway runs.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any free one
 * @param nodeId the process's id, fresh at every start
 * @param publicUrl scheme, host and port under which clients reach the cluster, without a path; null to take what each
 *     client used
 * @param drainTime over what time sessions are asked to leave when the gateway stops
 * @param limits what clients may do and use
 * @param development keys for the development token endpoint; null outside of development
 * @param operatorToken what the cluster's operator proves itself with; null where nobody can
 * @param clock the time of day, which people and other machines may set
 * @param steadyClock goes on evenly whatever is done to the time of day; what is measured by it are durations
 * @param metrics what is counted and measured goes there
 */
public record GatewayOptions(
        String host,
        int port,
        String nodeId,
        @Nullable String publicUrl,
        Duration drainTime,
        GatewayLimits limits,
        @Nullable DevelopmentAccess development,
        @Nullable String operatorToken,
        Clock clock,
        Clock steadyClock,
        MeterRegistry metrics) {}
