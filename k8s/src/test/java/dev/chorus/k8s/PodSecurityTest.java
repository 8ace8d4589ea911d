package dev.chorus.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.server.GivenOptions;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the Pod Security Standard "restricted" asks for, and more. */
class PodSecurityTest {
    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void noPodIsOrBecomesRoot(Manifests manifests) {
        for (Workload workload : manifests.workloads()) {
            var pod = workload.pod().getSecurityContext();
            assertThat(pod.getRunAsNonRoot()).isTrue();
            assertThat(pod.getRunAsUser()).isPositive();
            assertThat(pod.getRunAsGroup()).isPositive();
            assertThat(pod.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            var container = workload.container().getSecurityContext();
            assertThat(container.getAllowPrivilegeEscalation()).isFalse();
            assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(container.getCapabilities().getAdd()).isEmpty();
            assertThat(container.getPrivileged()).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void noPodHasARightInTheClusterOrSharesWithItsNode(Manifests manifests) {
        assertThat(manifests.workloads()).extracting(Workload::pod).allSatisfy(pod -> {
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod)
                    .extracting(PodSpec::getHostNetwork, PodSpec::getHostPID, PodSpec::getHostIPC)
                    .containsOnlyNulls();
            assertThat(pod.getVolumes()).extracting(Volume::getHostPath).containsOnlyNulls();
            assertThat(pod.getContainers()).hasSize(1);
            assertThat(pod.getInitContainers()).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void aProcessWritesBelowItsMountsAlone(Manifests manifests) {
        assertThat(manifests.workloads())
                .allSatisfy(workload -> assertThat(
                                workload.container().getSecurityContext().getReadOnlyRootFilesystem())
                        .isTrue());
        for (Workload process : manifests.processes()) {
            Path data = GivenOptions.of(PodEnvironment.of(manifests, process))
                    .options()
                    .data();

            // Below and not at a mount: the program takes the folder away from others, which only its owner can do.
            assertThat(writable(process)).contains(data.getParent()).contains(Path.of("/tmp"));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void everyVolumeInMemoryOrOnTheNodeHasABound(Manifests manifests) {
        assertThat(manifests.workloads().stream().flatMap(workload -> workload.pod().getVolumes().stream()))
                .filteredOn(volume -> volume.getEmptyDir() != null)
                .isNotEmpty()
                .allSatisfy(volume ->
                        assertThat(volume.getEmptyDir().getSizeLimit()).isNotNull());
    }

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void memoryIsBoundedAndGuaranteed(Manifests manifests) {
        assertThat(manifests.workloads()).extracting(Workload::container).allSatisfy(container -> {
            var resources = container.getResources();
            assertThat(resources.getRequests()).containsKeys("cpu", "memory");
            assertThat(resources.getLimits().get("memory"))
                    .isEqualTo(resources.getRequests().get("memory"));
            // A bound on the processor stops event loops in the middle of their turn.
            assertThat(resources.getLimits()).doesNotContainKey("cpu");
        });
    }

    @ParameterizedTest
    @MethodSource("dev.chorus.k8s.Manifests#all")
    void noSecretIsOnACommandLine(Manifests manifests) {
        for (Workload workload : manifests.workloads()) {
            Container container = workload.container();
            assertThat(container.getArgs()).doesNotContainSequence("--requirepass");
            assertThat(container.getEnv())
                    .filteredOn(variable -> variable.getValue() != null)
                    .extracting(variable -> variable.getName())
                    .noneMatch(name -> name.matches(".*(PASSWORD|SECRET|TOKEN|AUTH).*"));
        }
    }

    @Test
    void theNamespaceOfTheOverlaysTakesNothingLess() {
        for (String overlay : List.of("laptop", "small", "production")) {
            assertThat(Manifests.overlay(overlay)
                            .get(Namespace.class, "chorus")
                            .getMetadata()
                            .getLabels())
                    .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        }
    }

    private static Set<Path> writable(Workload workload) {
        return workload.container().getVolumeMounts().stream()
                .filter(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                .map(VolumeMount::getMountPath)
                .map(Path::of)
                .collect(Collectors.toSet());
    }
}
