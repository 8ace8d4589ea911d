package dev.chorus.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chorus.server.ConfigurationException;
import dev.chorus.server.Durability;
import dev.chorus.server.GivenOptions;
import dev.chorus.server.Role;
import dev.chorus.server.ServerOptions;
import dev.chorus.server.cluster.ClusterOptions;
import io.fabric8.kubernetes.api.model.Service;
import io.vertx.redis.client.RedisClientType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The program itself reads what the manifests set. */
class ConfigurationTest {
    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void everyVariableIsOneThatTheProgramReadsAndItsValueIsRight(Manifests manifests) {
        assertThat(manifests.processes()).extracting(Workload::component).containsOnly("gateway", "sync", "messaging");
        for (Workload process : manifests.processes()) {
            GivenOptions given = given(manifests, process);

            assertThat(given.unknownVariables())
                    .as("%s of %s", process, manifests)
                    .isEmpty();
            assertThat(given.options().roles())
                    .isEqualTo(Set.of(Role.valueOf(process.component().toUpperCase(Locale.ROOT))));
            assertThat(given.options().production()).isEqualTo(!manifests.name().contains("laptop"));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void thePortsOfThePodsAreThoseOnWhichTheProgramListens(Manifests manifests) {
        for (Workload process : manifests.processes()) {
            ServerOptions options = given(manifests, process).options();
            ClusterOptions cluster = Objects.requireNonNull(options.cluster());

            assertThat(process.port("client")).isEqualTo(options.roles().contains(Role.GATEWAY) ? options.port() : 0);
            assertThat(process.port("admin")).isEqualTo(options.adminPort());
            assertThat(process.port("cluster")).isEqualTo(cluster.port());
            assertThat(process.port("bus")).isEqualTo(cluster.busPort());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void processesFindEachOtherByAHeadlessServiceBeforeTheyAreReady(Manifests manifests) {
        for (Workload process : manifests.processes()) {
            ClusterOptions cluster =
                    Objects.requireNonNull(given(manifests, process).options().cluster());

            Service service = manifests.get(Service.class, Objects.requireNonNull(cluster.dns()));
            assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
            assertThat(service.getSpec().getPublishNotReadyAddresses()).isTrue();
            assertThat(manifests.selected(service.getSpec().getSelector())).isEqualTo(manifests.processes());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void noVariableOfKubernetesLooksLikeAnOption(Manifests manifests) {
        assertThat(manifests.workloads())
                .allSatisfy(workload ->
                        assertThat(workload.pod().getEnableServiceLinks()).isFalse());
    }

    @Test
    void withServiceLinksAServiceOfTheNameChorusWouldBeAPortThatIsNone() {
        Workload gateway = Manifests.overlay("small").processes().get(0);
        Map<String, String> environment = PodEnvironment.of(Manifests.overlay("small"), gateway);
        environment.put("CHORUS_PORT", "tcp://10.96.0.7:80");

        assertThatThrownBy(() -> GivenOptions.of(environment)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void eachKindOfRedisIsWhatItsValuesSay() {
        assertThat(redis(List.of())).isEqualTo(RedisClientType.STANDALONE);
        assertThat(redis(List.of("-f", "src/test/resources/values/redis-standalone.yaml")))
                .isEqualTo(RedisClientType.STANDALONE);
        assertThat(redis(List.of("-f", "chart/values-production.yaml"))).isEqualTo(RedisClientType.SENTINEL);
        assertThat(redis(List.of("-f", "src/test/resources/values/redis-cluster.yaml")))
                .isEqualTo(RedisClientType.CLUSTER);
    }

    @Test
    void servicesWaitForReplicasWhereTheValuesSaySo() {
        assertThat(sync(List.of()).durability()).isEqualTo(Durability.EVERYSEC);
        assertThat(sync(List.of("-f", "src/test/resources/values/redis-cluster.yaml"))
                        .durability())
                .isEqualTo(Durability.REPLICA);
    }

    private static RedisClientType redis(List<String> values) {
        return Objects.requireNonNull(sync(values).redis()).type();
    }

    private static ServerOptions sync(List<String> values) {
        Manifests chart = Manifests.chart(values);
        return given(chart, chart.process("sync")).options();
    }

    private static GivenOptions given(Manifests manifests, Workload process) {
        List<String> arguments = process.container().getArgs();
        assertThat(arguments).containsExactly("up");
        return GivenOptions.of(PodEnvironment.of(manifests, process));
    }
}
