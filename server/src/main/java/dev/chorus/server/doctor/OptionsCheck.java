package dev.chorus.server.doctor;

import dev.chorus.server.Durability;
import dev.chorus.server.Role;
import dev.chorus.server.ServerOptions;
import dev.chorus.server.cluster.ClusterOptions;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Options that are each right, and do not fit together or to what the process is for. */
final class OptionsCheck implements Check {
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "::1");

    @Override
    public String name() {
        return "options";
    }

    @Override
    public void look(Examination examination, Findings findings) {
        ServerOptions options = examination.options();
        for (String variable : examination.unknownVariables()) {
            findings.warning(
                    "the variable " + variable + " is no option",
                    "Look for a misspelling; where Kubernetes sets it for a Service named chorus, it can stay"
                            + " (enableServiceLinks: false keeps it away).");
        }
        ClusterOptions cluster = options.cluster();
        if (cluster != null) {
            cluster(options, cluster, findings);
        }
        if (options.production()) {
            production(options, findings);
        }
        if (options.drainSeconds() == 0 && options.roles().contains(Role.GATEWAY)) {
            findings.warning(
                    "with --drain-seconds 0 all clients of this process come back to the others in the same moment",
                    "Give them some seconds: 5, or 25 for tens of thousands.");
        }
        findings.otherwiseOk((options.production() ? "production, " : "development, ")
                + options.roles().stream()
                        .sorted()
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" and "))
                + (cluster != null ? ", one of several processes" : ", a process by itself"));
    }

    private static void cluster(ServerOptions options, ClusterOptions cluster, Findings findings) {
        boolean findsOthers = !cluster.peers().isEmpty() || cluster.dns() != null;
        if (options.startsRedis() && findsOthers) {
            findings.warning(
                    "this process looks for others, and without --redis it would use an embedded Redis of its own",
                    "All processes of a cluster share one Redis: give each of them the same --redis.");
        }
        boolean othersElsewhere = cluster.dns() != null
                || cluster.peers().stream()
                        .map(peer -> peer.substring(0, peer.lastIndexOf(':')))
                        .anyMatch(host -> !THIS_MACHINE.contains(host));
        if (othersElsewhere && THIS_MACHINE.contains(cluster.host())) {
            findings.wrong(
                    "processes on other machines cannot reach this one on " + cluster.host(),
                    "Give an address of this machine that they reach as --cluster-host (in Kubernetes status.podIP).");
        }
        if (options.adminPort() == 0) {
            findings.warning(
                    "without --admin-port nobody can ask whether this process is ready",
                    "Set one (9090), and have the load balancer or Kubernetes ask /health/ready.");
        }
    }

    private static void production(ServerOptions options, Findings findings) {
        if (options.startsRedis()) {
            findings.warning(
                    "production with an embedded Redis: the data is on one machine, and ends with it",
                    "Give a Redis with a replica with --redis, or back the data folder up.");
            if (options.durability() == Durability.MEMORY) {
                findings.warning(
                        "production with --durability memory: the end of the process loses all data",
                        "Take everysec or fsync, unless nothing needs to last.");
            }
        }
        if (options.roles().contains(Role.GATEWAY)) {
            if (options.publicUrl() == null) {
                findings.warning(
                        "without --public-url clients are given the URL that they used",
                        "Set it if a proxy in front changes scheme, host or port.");
            } else if (options.publicUrl().startsWith("http://")) {
                findings.warning(
                        "--public-url begins with http://: tokens and messages cross the network unencrypted",
                        "End TLS in front of the gateways, and write https://.");
            }
        }
        if (options.privateWebhooks()) {
            findings.warning(
                    "webhooks may lead to private addresses: whoever sets one can have this process call into its network",
                    "Leave --private-webhooks off, unless all who have credentials are trusted.");
        }
    }
}
