package dev.chorus.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Deployment or a StatefulSet.
 *
 * @param object it
 * @param selector what it thinks its pods are
 * @param template what its pods are
 * @param replicas how many there are; null where an autoscaler says so
 * @param claims the volumes that each pod gets for itself
 */
record Workload(
        HasMetadata object,
        LabelSelector selector,
        PodTemplateSpec template,
        @Nullable Integer replicas,
        List<PersistentVolumeClaim> claims) {
    static Optional<Workload> of(HasMetadata object) {
        if (object instanceof Deployment deployment) {
            var spec = deployment.getSpec();
            return Optional.of(
                    new Workload(object, spec.getSelector(), spec.getTemplate(), spec.getReplicas(), List.of()));
        }
        if (object instanceof StatefulSet set) {
            var spec = set.getSpec();
            return Optional.of(new Workload(
                    object,
                    spec.getSelector(),
                    spec.getTemplate(),
                    spec.getReplicas(),
                    spec.getVolumeClaimTemplates()));
        }
        return Optional.empty();
    }

    String name() {
        return object.getMetadata().getName();
    }

    Map<String, String> labels() {
        return template.getMetadata().getLabels();
    }

    PodSpec pod() {
        return template.getSpec();
    }

    /** Its only container. */
    Container container() {
        return pod().getContainers().get(0);
    }

    boolean isChorus() {
        return "chorus".equals(labels().get("app.kubernetes.io/name"));
    }

    /** Which part of Chorus it is. */
    String component() {
        return labels().get("app.kubernetes.io/component");
    }

    /** The port of a name; 0 if there is none. */
    int port(String name) {
        return container().getPorts().stream()
                .filter(port -> port.getName().equals(name))
                .mapToInt(ContainerPort::getContainerPort)
                .findFirst()
                .orElse(0);
    }

    @Override
    public String toString() {
        return object.getKind() + " " + name();
    }
}
