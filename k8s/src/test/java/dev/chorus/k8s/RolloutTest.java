package dev.chorus.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.server.GivenOptions;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How processes come and go. */
class RolloutTest {
    /** How long a process waits for each step of its start, and for each of two steps of its end beside the drain. */
    private static final int START_SECONDS = 90;

    private static final int CLOSE_SECONDS = 15;

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void aProcessIsKilledOnlyAfterItCouldHaveEndedInOrder(Manifests manifests) {
        for (Workload process : manifests.processes()) {
            int drain = GivenOptions.of(PodEnvironment.of(manifests, process))
                    .options()
                    .drainSeconds();

            assertThat(process.pod().getTerminationGracePeriodSeconds())
                    .as("%s of %s", process, manifests)
                    .isGreaterThanOrEqualTo(pauseSeconds(process) + 2L * drain + 2L * CLOSE_SECONDS);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void aGatewayGoesOnForAMomentAfterItsEndIsDecided(Manifests manifests) {
        for (Workload process : manifests.processes()) {
            assertThat(pauseSeconds(process)).isEqualTo(process.component().equals("gateway") ? 5 : 0);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void anUpdateTakesNoProcessAwayBeforeTheNextIsReady(Manifests manifests) {
        assertThat(manifests.all(Deployment.class)).hasSize(3).allSatisfy(deployment -> {
            var strategy = deployment.getSpec().getStrategy();
            assertThat(strategy.getType()).isEqualTo("RollingUpdate");
            assertThat(strategy.getRollingUpdate().getMaxUnavailable().getIntVal())
                    .isZero();
            assertThat(strategy.getRollingUpdate().getMaxSurge().getIntVal()).isEqualTo(1);
            assertThat(deployment.getSpec().getMinReadySeconds()).isPositive();
        });
    }

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void aBudgetNeverKeepsTheOnlyProcessOnItsNode(Manifests manifests) {
        assertThat(manifests.all(PodDisruptionBudget.class)).allSatisfy(budget -> {
            assertThat(budget.getSpec().getMinAvailable()).isNull();
            assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
            assertThat(budget.getSpec().getUnhealthyPodEvictionPolicy()).isEqualTo("AlwaysAllow");
        });
    }

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void eitherTheManifestOrAnAutoscalerSaysHowManyThereAre(Manifests manifests) {
        List<HorizontalPodAutoscaler> autoscalers = manifests.all(HorizontalPodAutoscaler.class);
        assertThat(autoscalers.size()).isIn(0, 3);
        for (Workload process : manifests.processes()) {
            assertThat(process.replicas() == null)
                    .as("%s of %s", process, manifests)
                    .isEqualTo(!autoscalers.isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void anAutoscalerLeavesTwoAtLeastAndTakesThemAwayOneByOne(Manifests manifests) {
        assertThat(manifests.all(HorizontalPodAutoscaler.class)).allSatisfy(autoscaler -> {
            var spec = autoscaler.getSpec();
            // With one, the budget would let the only one go.
            assertThat(spec.getMinReplicas()).isBetween(2, spec.getMaxReplicas());
            var down = spec.getBehavior().getScaleDown();
            assertThat(down.getStabilizationWindowSeconds()).isGreaterThanOrEqualTo(600);
            assertThat(down.getPolicies()).singleElement().satisfies(policy -> {
                assertThat(policy.getType()).isEqualTo("Pods");
                assertThat(policy.getValue()).isEqualTo(1);
            });
            boolean gateway = autoscaler.getMetadata().getLabels().containsValue("gateway");
            assertThat(spec.getMetrics())
                    .singleElement()
                    .satisfies(metric -> assertThat(metric.getType()).isEqualTo(gateway ? "Pods" : "Resource"));
        });
    }

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void aProcessIsGivenTheTimeThatItsStartMayTake(Manifests manifests) {
        for (Workload process : manifests.processes()) {
            Probe startup = process.container().getStartupProbe();
            assertThat(startup.getPeriodSeconds() * startup.getFailureThreshold())
                    .isGreaterThan(START_SECONDS);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void probesAskThePortOfHealth(Manifests manifests) {
        for (Workload process : manifests.processes()) {
            List<HTTPGetAction> asked = Stream.of(
                            process.container().getStartupProbe(),
                            process.container().getLivenessProbe(),
                            process.container().getReadinessProbe())
                    .map(Probe::getHttpGet)
                    .toList();
            assertThat(asked).extracting(get -> get.getPort().getStrVal()).containsOnly("admin");
            assertThat(asked)
                    .extracting(HTTPGetAction::getPath)
                    .containsExactly("/health/live", "/health/live", "/health/ready");
        }
    }

    private static int pauseSeconds(Workload process) {
        var lifecycle = process.container().getLifecycle();
        return lifecycle == null
                ? 0
                : lifecycle.getPreStop().getSleep().getSeconds().intValue();
    }
}
