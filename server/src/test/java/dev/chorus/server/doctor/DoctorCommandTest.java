package dev.chorus.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.server.Main;
import dev.chorus.server.Node;
import dev.chorus.server.ParsedOptions;
import dev.chorus.store.server.RedisServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as an operator meets it: a process, its words, and its status, beside a Chorus that runs. */
class DoctorCommandTest {
    @TempDir
    private static Path folder;

    private static int port;
    private static int adminPort;
    private static Node node;

    @BeforeAll
    static void start() throws Exception {
        port = freePort();
        adminPort = freePort();
        node = Node.start(ParsedOptions.of(options()), Map.of());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void aHealthyChorusIsCalledSo() throws Exception {
        Run run = doctor(Map.of(), with("--public-url", "http://127.0.0.1:" + port));

        assertThat(run.out)
                .contains("\n0 wrong, ")
                .contains("it runs and is ready")
                .contains("the embedded server answers on 127.0.0.1:")
                .contains("alive: ")
                .contains("leads to a gateway, and WebSockets pass");
        assertThat(run.status).isZero();
    }

    @Test
    void machinesReadTheSame() throws Exception {
        Run run = doctor(Map.of(), with("--json"));

        assertThat(new JsonObject(run.out).getBoolean("healthy")).isTrue();
        assertThat(run.status).isZero();
    }

    @Test
    void aProxyThatDropsUpgradesIsFound() throws Exception {
        try (Front front = Front.of(port, head -> head.replaceAll("(?i)(connection|upgrade): .*\r\n", ""))) {
            assertThat(publicUrl(front.url()))
                    .contains("pages of " + front.url() + " come through, and WebSockets do not: the answer is")
                    .contains("Have the proxy in front pass upgrades on");
        }
    }

    @Test
    void aPublicUrlThatLeadsElsewhereIsFound() {
        assertThat(publicUrl("http://127.0.0.1:" + adminPort))
                .contains("does not lead to a gateway: the answer is 404");
    }

    @Test
    void aStartThatWouldFailIsFoundBeforeIt() throws Exception {
        try (RedisServer redis = RedisServer.startStandalone()) {
            redis.command("CONFIG SET requirepass 9bf31c7ff062936a96d3c8bd1f8f2ff3");

            Run run = doctor(
                    Map.of("CHORUS_API_SECRET", "changeme-changeme", "CHORUS_PROT", "8080"),
                    "--production",
                    "--port",
                    Integer.toString(port),
                    "--data",
                    folder.resolve("other").toString(),
                    "--redis",
                    redis.uri().replace("//", "//:wrong-password-wrong@"));

            assertThat(run.out)
                    .contains("the variable CHORUS_PROT is no option")
                    .contains("CHORUS_ACCOUNT_SID is missing")
                    .contains("CHORUS_API_SECRET looks like a placeholder")
                    .contains("port " + port + " (--port) is in use by another process")
                    .contains("does not take the password of the default user")
                    .contains("skipped  redis memory")
                    .doesNotContain("changeme", "wrong-password");
            assertThat(run.status).isEqualTo(1);
            assertThat(folder.resolve("other")).doesNotExist();
        }
    }

    @Test
    void optionsThatAreWrongEndItWithAnotherStatus() throws Exception {
        assertThat(doctor(Map.of(), "--prot", "8080").status).isEqualTo(2);
    }

    /** What is said of a public URL of this Chorus. */
    private static String publicUrl(String url) {
        Examination examination = new Examination(ParsedOptions.of(with("--public-url", url)), Map.of(), Set.of());
        examination.heldBy("this test");
        return new Doctor(List.of(new PublicUrlCheck()), Doctor.PATIENCE)
                .examine(examination)
                .toText();
    }

    private static String[] options() {
        return new String[] {
            "--port", Integer.toString(port),
            "--admin-port", Integer.toString(adminPort),
            "--data", folder.resolve("data").toString(),
            "--drain-seconds", "1"
        };
    }

    private static String[] with(String... more) {
        List<String> all = new ArrayList<>(List.of(options()));
        all.addAll(List.of(more));
        return all.toArray(new String[0]);
    }

    private static Run doctor(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "doctor"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CHORUS_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), out);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private record Run(int status, String out) {}
}
