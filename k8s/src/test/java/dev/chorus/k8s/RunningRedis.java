package dev.chorus.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The Redis of manifests, started with their command and their configuration, in folders and on a port of a test. */
final class RunningRedis implements AutoCloseable {
    private static final String PROGRAM = "/redis-server-7.0.15-linux-amd64";

    private final Path folder;
    private final Workload workload;
    private final String password;
    private final int port = Ports.free();
    private final Process process;

    private RunningRedis(Path folder, Manifests manifests, Workload workload) throws IOException {
        this.folder = folder;
        this.workload = workload;
        this.password = PodEnvironment.of(manifests, workload).get("REDISCLI_AUTH");
        writeFiles(manifests);
        List<String> command =
                workload.container().getCommand().stream().map(this::here).toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("REDISCLI_AUTH", password);
        builder.environment().merge("PATH", "", (path, none) -> folder.resolve("bin") + ":" + path);
        process = builder.start();
        awaitReady();
    }

    /** Starts it, and returns when it serves. */
    static RunningRedis start(Path folder, Manifests manifests) throws IOException {
        Workload workload = manifests.workloads().stream()
                .filter(candidate -> !candidate.isChorus())
                .findFirst()
                .orElseThrow();
        return new RunningRedis(folder, manifests, workload);
    }

    Workload workload() {
        return workload;
    }

    String password() {
        return password;
    }

    int port() {
        return port;
    }

    String commandLine() {
        return process.info().commandLine().orElseThrow();
    }

    /** The file that the password comes through. */
    Path passwordFile() {
        return folder.resolve("run/password.conf");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeFiles(Manifests manifests) throws IOException {
        for (String name : List.of("bin", "etc", "run", "data")) {
            Files.createDirectory(folder.resolve(name));
        }
        try (InputStream program = RunningRedis.class.getResourceAsStream(PROGRAM)) {
            Path executable = folder.resolve("bin/redis-server");
            Files.copy(program, executable);
            Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwx------"));
        }
        String config = workload.pod().getVolumes().stream()
                .filter(volume -> volume.getConfigMap() != null)
                .map(volume ->
                        manifests.get(ConfigMap.class, volume.getConfigMap().getName()))
                .map(map -> map.getData().get("redis.conf"))
                .findFirst()
                .orElseThrow();
        Files.writeString(
                folder.resolve("etc/redis.conf"),
                here(config)
                        .replace("port 6379", "port " + port)
                        .replace("bind * -::*", "bind 127.0.0.1")
                        .replace("dir /data", "dir " + folder.resolve("data")));
    }

    private String here(String text) {
        return text.replace("/run/redis", folder.resolve("run").toString())
                .replace("/etc/redis", folder.resolve("etc").toString());
    }

    private void awaitReady() throws IOException {
        BufferedReader log = process.inputReader();
        String line = log.readLine();
        while (line != null && !line.contains("Ready to accept connections")) {
            line = log.readLine();
        }
        assertThat(line).as("Redis has started").isNotNull();
    }
}
