package dev.chorus.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What an overlay, or the chart with some values, comes to.
 *
 * @param name what was rendered
 * @param objects all objects of it
 */
record Manifests(String name, List<HasMetadata> objects) {
    /** An overlay of an operator's own. */
    static final String MONITORED = "src/test/resources/overlays/monitored";

    /** Another. */
    static final String TRACED = "src/test/resources/overlays/traced";

    private static final String VALUES = "src/test/resources/values/";
    private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();

    /** Everything that is shipped or documented, rendered. */
    static Stream<Manifests> all() {
        return Stream.concat(
                Stream.of("overlays/laptop", "overlays/small", "overlays/production", MONITORED, TRACED)
                        .map(Manifests::kustomization),
                Stream.of(
                                List.<String>of(),
                                List.of("-f", "chart/values-laptop.yaml"),
                                List.of("-f", "chart/values-production.yaml"),
                                List.of("-f", VALUES + "redis-standalone.yaml"),
                                List.of("-f", VALUES + "redis-cluster.yaml"),
                                List.of("--set", "monitoring.enabled=true"),
                                List.of("-f", VALUES + "every-value.yaml"))
                        .map(Manifests::chart));
    }

    /** An overlay of ours. */
    static Manifests overlay(String name) {
        return kustomization("overlays/" + name);
    }

    /** A folder with a kustomization, as kubectl makes it. */
    static Manifests kustomization(String folder) {
        return RENDERED.computeIfAbsent(
                folder, key -> new Manifests(folder, ApiTypes.read(Tool.KUBECTL.print("kustomize", folder))));
    }

    /** The chart as the release {@code chorus}, as helm makes it. */
    static Manifests chart(List<String> arguments) {
        return release("chorus", arguments);
    }

    /** The chart as some release. */
    static Manifests release(String release, List<String> arguments) {
        String name = "chart as " + release + " " + String.join(" ", arguments);
        return RENDERED.computeIfAbsent(name, key -> {
            List<String> all = new ArrayList<>(List.of("template", release, "chart", "--namespace", "chorus"));
            all.addAll(arguments);
            return new Manifests(name, ApiTypes.read(Tool.HELM.print(all.toArray(String[]::new))));
        });
    }

    /** All objects of a kind. */
    <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The object of a kind and name, if there is one. */
    <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
        return all(kind).stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst();
    }

    /** The object of a kind and name. */
    <T extends HasMetadata> T get(Class<T> kind, String name) {
        Optional<T> found = find(kind, name);
        assertThat(found)
                .as("%s of %s in %s", name, kind.getSimpleName(), this.name)
                .isPresent();
        return found.orElseThrow();
    }

    /** What runs pods. */
    List<Workload> workloads() {
        return objects.stream().flatMap(object -> Workload.of(object).stream()).toList();
    }

    /** What runs Chorus itself. */
    List<Workload> processes() {
        return workloads().stream().filter(Workload::isChorus).toList();
    }

    /** The process of a role. */
    Workload process(String component) {
        return processes().stream()
                .filter(process -> process.component().equals(component))
                .findFirst()
                .orElseThrow();
    }

    /** Which workloads' pods a selector finds. */
    List<Workload> selected(LabelSelector selector) {
        return workloads().stream()
                .filter(workload -> Labels.match(selector, workload.labels()))
                .toList();
    }

    /** Which workloads' pods a service's selector finds. */
    List<Workload> selected(Map<String, String> selector) {
        return workloads().stream()
                .filter(workload -> workload.labels().entrySet().containsAll(selector.entrySet()))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
