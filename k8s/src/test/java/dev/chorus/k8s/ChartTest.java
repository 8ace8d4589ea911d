package dev.chorus.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart and the overlays are the same objects, written twice. */
class ChartTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What kustomize appends to the name of a ConfigMap so that pods start anew with it; the chart has a checksum. */
    private static final Pattern CONTENT = Pattern.compile("(chorus-(?:config|redis|redis-server))-[a-z0-9]{10}\\b");

    private static final List<String> OF_HELM =
            List.of("app.kubernetes.io/managed-by", "app.kubernetes.io/version", "helm.sh/chart");

    /** What kustomize cannot wrap, and a script prints. */
    private static final Set<String> PRINTED = Set.of("PrometheusRule chorus", "ConfigMap chorus-dashboard");

    static List<Arguments> pairs() {
        return List.of(
                Arguments.of("overlays/laptop", List.of("-f", "chart/values-laptop.yaml")),
                Arguments.of("overlays/small", List.of("--set", "host=chorus.example.invalid")),
                Arguments.of("overlays/production", List.of("-f", "chart/values-production.yaml")),
                Arguments.of(
                        Manifests.MONITORED,
                        List.of("--set", "host=chorus.example.invalid", "--set", "monitoring.enabled=true")),
                Arguments.of(
                        Manifests.TRACED,
                        List.of(
                                "--set",
                                "host=chorus.example.invalid",
                                "--set",
                                "tracing.collector=http://collector.monitoring:4318")));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void itMakesWhatKustomizeMakesObjectByObject(String folder, List<String> values) {
        Map<String, JsonNode> kustomized = comparable(Manifests.kustomization(folder));
        Map<String, JsonNode> charted = comparable(Manifests.chart(values));

        charted.keySet().removeAll(PRINTED);
        assertThat(charted.keySet()).isEqualTo(kustomized.keySet());
        charted.forEach((name, object) -> assertThat(object).as(name).isEqualTo(kustomized.get(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chart/values.yaml", "chart/values-laptop.yaml", "chart/values-production.yaml"})
    void helmFindsNothingToSayAgainstIt(String values) {
        Tool.Result lint = Tool.HELM.run(Map.of(), "lint", "--strict", "--quiet", "chart", "-f", values);

        // It tells of the link to ../monitoring, whose files it takes.
        assertThat((lint.output() + lint.errors()).lines())
                .allMatch(line -> line.contains("found symbolic link in path"));
        assertThat(lint.status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gatewya.replicas=2",
                "gateway.replica=2",
                "gateway.autoscaling.cpuPercent=2",
                "gateway.resources.limit.memory=1Gi",
                "redis.external.type=sentinels",
                "redis.external.uris={http://redis.example.com}",
                "options.LOG_LEVEL=DEBUG",
                "host=https://chorus.example.com",
                "tracing.collector=collector:4318",
                "drainSeconds=601"
            })
    void aValueThatIsNoneIsRefused(String value) {
        assertThat(template("--set", value).errors()).contains("don't meet the specifications of the schema");
    }

    @Test
    void aPasswordAmongTheOptionsOfRedisIsRefused() {
        assertThat(template("--set", "redis.internal.enabled=false,redis.external.uris={redis://:secret@host:6379}")
                        .errors())
                .contains("does not match pattern");
    }

    @Test
    void eitherTheInternalRedisOrAnotherIsUsed() {
        assertThat(template("--set", "redis.internal.enabled=false").errors())
                .contains("redis.external.uris: missing (expected: some, or redis.internal.enabled)");
        assertThat(template("--set", "redis.external.uris={redis://redis.example.com:6379}")
                        .errors())
                .contains("redis.external.uris: given beside an internal Redis");
    }

    @Test
    void twoReleasesInOneNamespaceDoNotTouchEachOther() {
        Manifests one = Manifests.release("chorus", List.of());
        Manifests other = Manifests.release("second", List.of());

        assertThat(other.objects())
                .extracting(object -> object.getMetadata().getName())
                .allMatch(name -> name.startsWith("second-chorus"));
        List<HasMetadata> both = new ArrayList<>(one.objects());
        both.addAll(other.objects());
        Manifests together = new Manifests("two releases", both);
        assertThat(together.workloads())
                .allSatisfy(workload ->
                        assertThat(together.selected(workload.selector())).containsExactly(workload));
        assertThat(new Network(together).openWays())
                .isNotEmpty()
                .noneMatch(way -> way.matches("chorus-.* -> second-.*|second-.* -> chorus-.*"));
    }

    @Test
    void whatKustomizeCannotWrapIsPrintedAsTheChartHasIt() {
        Map<String, JsonNode> more = comparable(Manifests.chart(List.of("--set", "monitoring.enabled=true")));
        more.keySet().removeAll(comparable(Manifests.chart(List.of())).keySet());

        assertThat(more.remove("PodMonitor chorus")).isNotNull();
        assertThat(comparable(new Manifests("the script", Script.run("./rules-and-dashboard"))))
                .isEqualTo(more);
    }

    @Test
    void theChartIsOfTheVersionThatItInstalls() {
        assertThat(Tool.HELM.print("show", "chart", "chart")).contains("appVersion: 0.1.0");
    }

    private static Tool.Result template(String... arguments) {
        List<String> all = new ArrayList<>(List.of("template", "chorus", "chart"));
        all.addAll(List.of(arguments));
        return Tool.HELM.run(Map.of(), all.toArray(String[]::new));
    }

    /**
     * The objects by kind and name, without what may differ: the namespace, which helm's user makes; Secrets, which only
     * the chart makes; the labels that helm wants; and how pods come to start anew with another ConfigMap.
     */
    private static Map<String, JsonNode> comparable(Manifests manifests) {
        Map<String, JsonNode> comparable = new TreeMap<>();
        for (HasMetadata object : manifests.objects()) {
            if (!(object instanceof Namespace || object instanceof Secret)) {
                JsonNode plain = plain(object);
                JsonNode metadata = plain.path("metadata");
                ((ObjectNode) metadata).remove("namespace");
                ((ObjectNode) metadata.path("labels")).remove(OF_HELM);
                if (plain.at("/spec/template/metadata") instanceof ObjectNode template) {
                    template.remove("annotations");
                }
                comparable.put(
                        plain.path("kind").asText() + " "
                                + metadata.path("name").asText(),
                        plain);
            }
        }
        return comparable;
    }

    private static JsonNode plain(HasMetadata object) {
        try {
            return MAPPER.readTree(
                    CONTENT.matcher(MAPPER.writeValueAsString(object)).replaceAll("$1"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
