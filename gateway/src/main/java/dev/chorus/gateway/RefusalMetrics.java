package dev.chorus.gateway;

import dev.chorus.contract.error.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counts refused requests by their error codes. */
final class RefusalMetrics {
    private final MeterRegistry meters;
    private final Map<ErrorCode, Counter> counters = new EnumMap<>(ErrorCode.class);

    RefusalMetrics(MeterRegistry meters) {
        this.meters = meters;
        // There from the start, since alerts look at them.
        counter(ErrorCode.TOO_MANY_REQUESTS);
        counter(ErrorCode.RATE_LIMITED);
        counter(ErrorCode.LIMIT_REACHED);
        counter(ErrorCode.UNAVAILABLE);
        counter(ErrorCode.INTERNAL);
    }

    void count(ErrorCode code) {
        counter(code).increment();
    }

    private Counter counter(ErrorCode code) {
        return counters.computeIfAbsent(
                code,
                refusal -> Counter.builder("gateway.refusals")
                        .description("Requests that were refused, by error code")
                        .tag("code", Integer.toString(refusal.number()))
                        .tag("status", Integer.toString(refusal.httpStatus()))
                        .register(meters));
    }
}
