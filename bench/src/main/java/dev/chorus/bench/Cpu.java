package dev.chorus.bench;

import java.util.List;

/**
 * Processor seconds of those that take part in a measurement.
 *
 * @param gateways all gateway processes together
 * @param services all service processes together
 * @param redis the store
 * @param load the load itself
 */
record Cpu(double gateways, double services, double redis, double load) {
    static Cpu of(BenchCluster cluster, List<ChildProcess> gateways, List<ChildProcess> services) {
        return new Cpu(
                gateways.stream().mapToDouble(ChildProcess::cpuSeconds).sum(),
                services.stream().mapToDouble(ChildProcess::cpuSeconds).sum(),
                cluster.redisUsage().cpuSeconds(),
                ProcessUsage.own().cpuSeconds());
    }

    Cpu since(Cpu before) {
        return new Cpu(
                gateways - before.gateways, services - before.services, redis - before.redis, load - before.load);
    }

    /** For each of so many things, in microseconds. */
    Cpu microsEach(double things) {
        double each = 1e6 / things;
        return new Cpu(gateways * each, services * each, redis * each, load * each);
    }

    double servers() {
        return gateways + services;
    }
}
