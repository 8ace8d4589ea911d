package dev.chorus.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.chorus.server.development.DevelopmentKeys;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretsTest {
    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void theProgramTakesItsKeysAndCanMakeAccounts(Manifests manifests) {
        for (Workload process : manifests.processes()) {
            Map<String, String> environment = PodEnvironment.of(manifests, process);

            assertThatCode(() -> DevelopmentKeys.fixed(environment)).doesNotThrowAnyException();
            assertThat(environment.get("CHORUS_OPERATOR_TOKEN")).hasSizeGreaterThanOrEqualTo(32);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void gatewaysHoldNoSecretOfRedis(Manifests manifests) {
        for (Workload process : manifests.processes()) {
            assertThat(PodEnvironment.of(manifests, process).keySet().stream()
                            .filter(name -> name.startsWith("CHORUS_REDIS"))
                            .toList())
                    .as("%s of %s", process, manifests)
                    .matches(names -> names.isEmpty() == process.component().equals("gateway"));
        }
    }

    @Test
    void noOverlayHoldsASecret() {
        for (String overlay : List.of("laptop", "small", "production")) {
            assertThat(Manifests.overlay(overlay).all(Secret.class)).isEmpty();
        }
    }

    @Test
    void theScriptMakesOthersEachTime() {
        assertThat(Script.secrets()).hasSize(2).doesNotContainAnyElementsOf(Script.secrets());
    }

    @Test
    void whereTheSecretsAreGivenTheChartMakesNone() {
        assertThat(Manifests.chart(List.of("-f", "chart/values-production.yaml"))
                        .all(Secret.class))
                .isEmpty();
    }
}
