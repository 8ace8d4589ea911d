package dev.chorus.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way that must be open is open, and no other. */
class NetworkPoliciesTest {
    private static final List<String> ROLES = List.of("chorus-gateway", "chorus-messaging", "chorus-sync");

    @ParameterizedTest
    @ValueSource(strings = {"laptop", "small"})
    void withAnInternalRedisTheseWaysAreOpen(String overlay) {
        assertThat(new Network(Manifests.overlay(overlay)).openWays())
                .containsExactlyInAnyOrderElementsOf(ways(
                        // The ingress controller of k3s is in kube-system, so everything there is a client.
                        Stream.of(
                                "dns -> chorus-gateway: 8080",
                                "traefik -> chorus-gateway: 8080",
                                "chorus-messaging -> chorus-redis: 6379",
                                "chorus-sync -> chorus-redis: 6379",
                                "chorus-messaging -> the internet: 80,443",
                                "chorus-sync -> the internet: 80,443")));
    }

    @Test
    void withARedisElsewhereItsNetworkIsOpenToServicesAlone() {
        assertThat(new Network(Manifests.chart(List.of("-f", "src/test/resources/values/redis-standalone.yaml")))
                        .openWays())
                .containsExactlyInAnyOrderElementsOf(ways(Stream.of(
                        "dns -> chorus-gateway: 8080",
                        "traefik -> chorus-gateway: 8080",
                        "chorus-messaging -> the network's Redis: 6380",
                        "chorus-sync -> the network's Redis: 6380",
                        "chorus-messaging -> the internet: 80,443",
                        "chorus-sync -> the internet: 80,443")));
    }

    @Test
    void untilItsNetworkIsSaidServicesReachThePortsOfRedisAnywhereInProductionAndGatewaysNowhere() {
        assertThat(new Network(Manifests.overlay("production")).openWays())
                .contains(
                        "chorus-sync -> the network's Redis: 6379,26379",
                        "chorus-messaging -> the network's Redis: 6379,26379")
                .noneMatch(way -> way.startsWith("chorus-gateway") && way.contains("6379"))
                .noneMatch(way -> way.contains("metadata") && way.contains("80"));
    }

    @Test
    void withTracingEveryProcessReachesTheCollectorsNamespace() {
        assertThat(new Network(Manifests.kustomization(Manifests.TRACED)).openWays())
                .filteredOn(way -> way.endsWith(": 4318"))
                .containsExactlyInAnyOrderElementsOf(ROLES.stream()
                        .map(role -> role + " -> prometheus: 4318")
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void everyRuleNamesItsPortsAndItsPeers(Manifests manifests) {
        assertThat(manifests.all(NetworkPolicy.class)).isNotEmpty().allSatisfy(policy -> {
            assertThat(policy.getSpec().getIngress()).allSatisfy(rule -> {
                assertThat(rule.getFrom()).isNotEmpty();
                assertThat(rule.getPorts()).isNotEmpty();
            });
            assertThat(policy.getSpec().getEgress()).allSatisfy(rule -> {
                assertThat(rule.getTo()).isNotEmpty();
                assertThat(rule.getPorts()).isNotEmpty();
            });
        });
    }

    /** Those of every installation, and more. */
    private static TreeSet<String> ways(Stream<String> more) {
        TreeSet<String> ways = new TreeSet<>(more.toList());
        for (String role : ROLES) {
            ROLES.forEach(other -> ways.add(role + " -> " + other + ": 5701,5702"));
            ways.add(role + " -> dns: 53");
            ways.add("prometheus -> " + role + ": 9090");
        }
        return ways;
    }
}
