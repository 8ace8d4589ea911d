package dev.chorus.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever one object says of another is true. */
class ReferencesTest {
    /** What is made by others: where the certificate of Redis comes from is not ours to say. */
    private static final Set<String> OUTSIDE = Set.of("chorus-redis-ca");

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void aWorkloadSelectsItsOwnPodsAndNoOthers(Manifests manifests) {
        assertThat(manifests.workloads())
                .isNotEmpty()
                .allSatisfy(workload ->
                        assertThat(manifests.selected(workload.selector())).containsExactly(workload));
    }

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void aServiceLeadsToPortsThatItsPodsHave(Manifests manifests) {
        for (Service service : manifests.all(Service.class)) {
            List<Workload> pods = manifests.selected(service.getSpec().getSelector());
            assertThat(pods).as(service.getMetadata().getName()).isNotEmpty();
            for (ServicePort port : service.getSpec().getPorts()) {
                String target = port.getTargetPort().getStrVal();
                assertThat(pods).allSatisfy(pod -> assertThat(pod.port(target)).isPositive());
                // Without an address of its own a service changes no port: clients use the pod's.
                if ("None".equals(service.getSpec().getClusterIP())) {
                    assertThat(pods)
                            .allSatisfy(pod -> assertThat(pod.port(target)).isEqualTo(port.getPort()));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void anIngressLeadsToTheGatewaysAndAsksForNoStickySessions(Manifests manifests) {
        for (Ingress ingress : manifests.all(Ingress.class)) {
            var backend = ingress.getSpec()
                    .getRules()
                    .get(0)
                    .getHttp()
                    .getPaths()
                    .get(0)
                    .getBackend()
                    .getService();
            Service service = manifests.get(Service.class, backend.getName());
            assertThat(service.getSpec().getPorts())
                    .extracting(ServicePort::getName)
                    .contains(backend.getPort().getName());
            assertThat(manifests.selected(service.getSpec().getSelector()))
                    .extracting(Workload::component)
                    .containsExactly("gateway");
            assertThat(service.getSpec().getSessionAffinity()).isNull();
            assertThat(ingress.getMetadata().getAnnotations().keySet()).noneMatch(name -> name.contains("affinity"));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void whatIsMountedIsThere(Manifests manifests) {
        for (Workload workload : manifests.workloads()) {
            Set<String> volumes = Stream.concat(
                            workload.pod().getVolumes().stream().map(Volume::getName),
                            workload.claims().stream()
                                    .map(claim -> claim.getMetadata().getName()))
                    .collect(Collectors.toSet());
            assertThat(workload.container().getVolumeMounts())
                    .extracting(VolumeMount::getName)
                    .as("%s of %s", workload, manifests)
                    .containsExactlyInAnyOrderElementsOf(volumes);
            assertThat(workload.container().getVolumeMounts())
                    .extracting(VolumeMount::getMountPath)
                    .doesNotHaveDuplicates();
            workload.pod().getVolumes().stream()
                    .filter(volume -> volume.getConfigMap() != null)
                    .map(volume -> volume.getConfigMap().getName())
                    .filter(name -> !OUTSIDE.contains(name))
                    .forEach(name -> manifests.get(ConfigMap.class, name));
            manifests.get(ServiceAccount.class, workload.pod().getServiceAccountName());
        }
        manifests
                .all(StatefulSet.class)
                .forEach(set -> manifests.get(Service.class, set.getSpec().getServiceName()));
    }

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void budgetsAutoscalersAndSpreadAreAboutOneRoleEach(Manifests manifests) {
        assertThat(manifests.all(PodDisruptionBudget.class))
                .hasSize(3)
                .allSatisfy(
                        budget -> assertThat(manifests.selected(budget.getSpec().getSelector()))
                                .extracting(Workload::name)
                                .containsExactly(budget.getMetadata().getName()));
        assertThat(manifests.all(HorizontalPodAutoscaler.class)).allSatisfy(autoscaler -> {
            var target = autoscaler.getSpec().getScaleTargetRef();
            assertThat(manifests.workloads())
                    .filteredOn(workload -> workload.object().getKind().equals(target.getKind())
                            && workload.object().getApiVersion().equals(target.getApiVersion())
                            && workload.name().equals(target.getName()))
                    .hasSize(1);
        });
        for (Workload process : manifests.processes()) {
            assertThat(process.pod().getTopologySpreadConstraints())
                    .hasSize(2)
                    .allSatisfy(constraint -> assertThat(manifests.selected(completed(constraint, process)))
                            .containsExactly(process));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void whoeverReadsMetricsReadsThoseOfAllProcesses(Manifests manifests) {
        for (PodMonitor monitor : manifests.all(PodMonitor.class)) {
            assertThat(manifests.selected(monitor.getSpec().getSelector())).isEqualTo(manifests.processes());
            assertThat(monitor.getSpec().getPodMetricsEndpoints())
                    .singleElement()
                    .satisfies(endpoint -> assertThat(manifests.processes())
                            .allSatisfy(process ->
                                    assertThat(process.port(endpoint.getPort())).isPositive()));
        }
    }

    /** The selector as the scheduler completes it, with the pod's own labels. */
    private static LabelSelector completed(TopologySpreadConstraint constraint, Workload workload) {
        LabelSelector selector = new LabelSelector(
                constraint.getLabelSelector().getMatchExpressions(),
                new HashMap<>(constraint.getLabelSelector().getMatchLabels()));
        for (String key : constraint.getMatchLabelKeys()) {
            // The controller adds this one, different for each release of the template.
            if (!key.equals("pod-template-hash")) {
                assertThat(workload.labels()).containsKey(key);
                selector.getMatchLabels().put(key, workload.labels().get(key));
            }
        }
        return selector;
    }
}
