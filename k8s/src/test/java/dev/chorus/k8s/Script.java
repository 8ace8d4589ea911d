package dev.chorus.k8s;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The scripts beside the manifests, which print objects. */
final class Script {
    private Script() {}

    /** The objects that a script prints. */
    static List<HasMetadata> run(String path) {
        try {
            Process process = new ProcessBuilder(path)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return ApiTypes.read(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** New Secrets, as those make them who install with kustomize. */
    static List<Secret> secrets() {
        return run("./secrets").stream().map(Secret.class::cast).toList();
    }
}
