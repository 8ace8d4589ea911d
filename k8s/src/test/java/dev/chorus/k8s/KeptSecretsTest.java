package dev.chorus.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart makes Secrets once: helm, asked to upgrade, finds those that are there and takes them over. */
class KeptSecretsTest {
    @TempDir
    private Path home;

    @Test
    void whatIsInTheClusterIsTakenFromThere() {
        List<Secret> first = Manifests.release("chorus", List.of()).all(Secret.class);

        try (StandInApi api = StandInApi.with(first)) {
            assertThat(secretsOfAnUpgrade(api)).isEqualTo(data(first));
        }
    }

    @Test
    void whatIsMissingInThemIsMade() {
        Secret incomplete = Manifests.release("chorus", List.of()).get(Secret.class, "chorus-keys");
        Map<String, String> kept =
                Map.of("CHORUS_ACCOUNT_SID", incomplete.getData().get("CHORUS_ACCOUNT_SID"));
        Secret older = new Secret();
        older.setMetadata(incomplete.getMetadata());
        older.setData(kept);

        try (StandInApi api = StandInApi.with(List.of(older))) {
            assertThat(secretsOfAnUpgrade(api).get("chorus-keys"))
                    .containsAllEntriesOf(kept)
                    .hasSameSizeAs(incomplete.getData());
        }
    }

    private Map<String, Map<String, String>> secretsOfAnUpgrade(StandInApi api) {
        Tool.Result rendered = Tool.HELM.run(
                Map.of("HOME", home.toString()),
                "template",
                "chorus",
                "chart",
                "--namespace=chorus",
                "--is-upgrade",
                "--dry-run=server",
                "--disable-openapi-validation",
                "--kube-apiserver=" + api.url());
        assertThat(rendered.status()).as(rendered.errors()).isZero();
        List<HasMetadata> objects = ApiTypes.read(rendered.output());
        return data(objects.stream()
                .filter(Secret.class::isInstance)
                .map(Secret.class::cast)
                .toList());
    }

    private static Map<String, Map<String, String>> data(List<Secret> secrets) {
        return secrets.stream()
                .collect(java.util.stream.Collectors.toMap(
                        secret -> secret.getMetadata().getName(), Secret::getData));
    }
}
