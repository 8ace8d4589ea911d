package dev.chorus.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The environment that a container gets: what its ConfigMaps, Secrets and the manifest itself say, in this order. */
final class PodEnvironment {
    private static final String POD_ADDRESS = "10.1.2.3";

    /** Whoever installs without the chart's own Secrets makes them with the script, or of its form. */
    private static final List<Secret> MADE = Script.secrets();

    /** What is made by others, a folder for each ConfigMap. */
    private static final Path OUTSIDE = Path.of("src/test/resources/outside");

    private final Manifests manifests;
    private final List<Secret> secrets;

    private PodEnvironment(Manifests manifests, List<Secret> secrets) {
        this.manifests = manifests;
        this.secrets = secrets;
    }

    /** The variables of a workload; fails if one comes from what is not there. */
    static Map<String, String> of(Manifests manifests, Workload workload) {
        List<Secret> own = manifests.all(Secret.class);
        return new PodEnvironment(manifests, own.isEmpty() ? MADE : own).variables(workload);
    }

    private Map<String, String> variables(Workload workload) {
        Map<String, String> variables = new HashMap<>();
        for (EnvFromSource source : workload.container().getEnvFrom()) {
            variables.putAll(
                    source.getConfigMapRef() != null
                            ? manifests
                                    .get(
                                            ConfigMap.class,
                                            source.getConfigMapRef().getName())
                                    .getData()
                            : secret(source.getSecretRef().getName()));
        }
        for (EnvVar variable : workload.container().getEnv()) {
            variables.put(variable.getName(), value(variable));
        }
        variables.replaceAll((name, value) -> onThisMachine(workload, value));
        return variables;
    }

    /** A file that the pod gets from a ConfigMap that is made outside: here it is one of the test's. */
    private static String onThisMachine(Workload workload, String value) {
        for (VolumeMount mount : workload.container().getVolumeMounts()) {
            if (Boolean.TRUE.equals(mount.getReadOnly()) && value.startsWith(mount.getMountPath() + "/")) {
                String source = workload.pod().getVolumes().stream()
                        .filter(volume -> volume.getName().equals(mount.getName()))
                        .map(volume -> volume.getConfigMap().getName())
                        .findFirst()
                        .orElseThrow();
                return OUTSIDE.resolve(source)
                        .resolve(Path.of(mount.getMountPath()).relativize(Path.of(value)))
                        .toString();
            }
        }
        return value;
    }

    private String value(EnvVar variable) {
        if (variable.getValueFrom() == null) {
            return variable.getValue();
        }
        if (variable.getValueFrom().getFieldRef() != null) {
            assertThat(variable.getValueFrom().getFieldRef().getFieldPath()).isEqualTo("status.podIP");
            return POD_ADDRESS;
        }
        var key = variable.getValueFrom().getSecretKeyRef();
        assertThat(secret(key.getName())).containsKey(key.getKey());
        return secret(key.getName()).get(key.getKey());
    }

    private Map<String, String> secret(String name) {
        Secret secret = secrets.stream()
                .filter(candidate -> candidate.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no Secret " + name + " in " + manifests));
        Map<String, String> values = new HashMap<>(Objects.requireNonNullElse(secret.getStringData(), Map.of()));
        Objects.requireNonNullElse(secret.getData(), Map.<String, String>of())
                .forEach((key, value) ->
                        values.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        return values;
    }
}
