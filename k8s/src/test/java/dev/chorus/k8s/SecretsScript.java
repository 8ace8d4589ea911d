package dev.chorus.k8s;

import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The script that makes Secrets for those who install with kustomize. */
final class SecretsScript {
    private SecretsScript() {}

    /** New Secrets. */
    static List<Secret> run() {
        try {
            Process process = new ProcessBuilder("./secrets")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String yaml = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return ApiTypes.read(yaml).stream().map(Secret.class::cast).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
