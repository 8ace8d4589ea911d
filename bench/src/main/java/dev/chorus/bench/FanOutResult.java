package dev.chorus.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one server did in a round of fan-out.
 *
 * @param perSecond deliveries
 * @param cpuMicros processor time of the server for each of them
 * @param p50Millis median of the time from sending to receiving
 * @param p99Millis its 99th percentile
 */
record FanOutResult(double perSecond, double cpuMicros, double p50Millis, double p99Millis) {
    /** The middle of several rounds, in each respect. */
    static FanOutResult median(List<FanOutResult> rounds) {
        return new FanOutResult(
                middle(rounds, FanOutResult::perSecond),
                middle(rounds, FanOutResult::cpuMicros),
                middle(rounds, FanOutResult::p50Millis),
                middle(rounds, FanOutResult::p99Millis));
    }

    private static double middle(List<FanOutResult> rounds, ToDoubleFunction<FanOutResult> respect) {
        double[] values = rounds.stream().mapToDouble(respect).toArray();
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
