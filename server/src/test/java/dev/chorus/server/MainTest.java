package dev.chorus.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a person meets it: a process with arguments, two streams and an exit status. */
class MainTest {
    @TempDir
    private Path folder;

    @Test
    void helpListsTheOptions() throws Exception {
        Run help = run(Map.of(), "up", "--help");

        assertThat(help.status).isZero();
        assertThat(help.out).contains("--port", "--data", "--roles", "--redis", "--cluster-port", "--peers");
    }

    @Test
    void aWrongOptionStopsTheStartWithOneLine() throws Exception {
        assertOneLine(run(Map.of(), "up", "--prot", "8080"), "--prot");
    }

    @Test
    void aWrongNumberStopsTheStartWithOneLine() throws Exception {
        assertOneLine(run(Map.of(), "up", "--port", "eighty"), "eighty");
    }

    @Test
    void aWrongRoleStopsTheStartWithOneLine() throws Exception {
        assertOneLine(run(Map.of(), "up", "--roles", "cook"), "cook");
    }

    @Test
    void aVariableOfTheEnvironmentCountsLikeItsOption() throws Exception {
        assertOneLine(run(Map.of("CHORUS_PORT", "70000"), "up"), "port: 70000");
    }

    @Test
    void aLineOfTheConfigurationFileCountsLikeItsOption() throws Exception {
        Files.writeString(folder.resolve("chorus.yaml"), "port: 70000");

        assertOneLine(run(Map.of(), "up", "--config", "chorus.yaml"), "port: 70000");
    }

    @Test
    void theCommandLineGoesBeforeVariablesAndTheFile() throws Exception {
        Files.writeString(folder.resolve("chorus.yaml"), "port: 70000");

        assertOneLine(
                run(Map.of("CHORUS_PORT", "70001", "CHORUS_CONFIG", "chorus.yaml"), "up", "--port", "70002"),
                "port: 70002");
    }

    @Test
    void productionWithoutKeysStopsTheStartWithOneLine() throws Exception {
        assertOneLine(run(Map.of(), "up", "--production"), "CHORUS_ACCOUNT_SID: missing");
    }

    @Test
    void aTerminationEndsItInOrderAndLeavesNothingBehind() throws Exception {
        Path data = folder.resolve("data");
        Process chorus = start(
                Map.of(),
                "up",
                "--port",
                Integer.toString(freePort()),
                "--data",
                data.toString(),
                "--drain-seconds",
                "1");
        BufferedReader out = chorus.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine()).startsWith("Chorus is ready: http://127.0.0.1:");
        long redis =
                Long.parseLong(Files.readString(data.resolve("redis/redis.pid")).trim());
        assertThat(ProcessHandle.of(redis)).isPresent();

        chorus.destroy();

        assertThat(chorus.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ProcessHandle.of(redis).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void ctrlCInATerminalLeavesRedisToTheDrain() throws Exception {
        Path data = folder.resolve("data");
        Process chorus = startInGroup(data);
        BufferedReader out = chorus.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine()).startsWith("Chorus is ready");
        long redis =
                Long.parseLong(Files.readString(data.resolve("redis/redis.pid")).trim());

        new ProcessBuilder("kill", "-INT", "--", "-" + chorus.pid()).start().waitFor();

        assertThat(chorus.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("err"))).doesNotContain("redis-server ended", "did not stop");
        assertThat(ProcessHandle.of(redis).filter(ProcessHandle::isAlive)).isEmpty();
    }

    private void assertOneLine(Run run, String what) {
        assertThat(run.status).isEqualTo(2);
        assertThat(run.err.strip()).startsWith("chorus: ").contains(what).doesNotContain("\n");
    }

    private Run run(Map<String, String> environment, String... arguments) throws Exception {
        Process process = start(environment, arguments);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(
                process.exitValue(),
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                Files.readString(folder.resolve("err")));
    }

    /**
     * As a shell with job control starts it: at the head of a process group of its own, and not deaf to the signal, as what a script
     * starts in the background is.
     */
    private Process startInGroup(Path data) throws IOException {
        String port = Integer.toString(freePort());
        return start(
                List.of("env", "--default-signal=INT", "setsid"),
                Map.of(),
                "up",
                "--port",
                port,
                "--data",
                data.toString());
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        return start(List.of(), environment, arguments);
    }

    private Process start(List<String> before, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CHORUS_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private record Run(int status, String out, String err) {}
}
