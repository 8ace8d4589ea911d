package dev.chorus.server;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program's entry: {@code chorus up}. */
@Command(
        name = "chorus",
        description = "A self-hosted real-time messaging and state-sync cluster.",
        mixinStandardHelpOptions = true,
        version = "chorus 0.1.0",
        subcommands = Main.Up.class)
public final class Main {
    /** Something has to be put right by a person. */
    private static final int CONFIGURATION_ERROR = 2;

    private Main() {}

    /** Runs a command and ends with its status. */
    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Main())
                .setUnmatchedOptionsAllowedAsOptionParameters(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, given) -> {
                    System.err.println("chorus: " + wrong.getMessage());
                    return CONFIGURATION_ERROR;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof ConfigurationException wrong) {
                        System.err.println("chorus: " + wrong.getMessage());
                        return CONFIGURATION_ERROR;
                    }
                    throw failure;
                });
        int status = line.execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
        System.exit(status);
    }

    /** Starts this process and serves until it is told to stop. */
    @Command(
            name = "up",
            description = "Start everything, or the roles that are given.",
            mixinStandardHelpOptions = true)
    static final class Up implements Callable<Integer> {
        @Option(
                names = "--host",
                defaultValue = "${env:CHORUS_HOST:-127.0.0.1}",
                description = "Address to listen on (CHORUS_HOST, ${DEFAULT-VALUE})")
        private String host = "127.0.0.1";

        @Option(
                names = "--port",
                defaultValue = "${env:CHORUS_PORT:-8080}",
                description = "Port for clients (CHORUS_PORT, ${DEFAULT-VALUE})")
        private int port;

        @Option(
                names = "--admin-port",
                defaultValue = "${env:CHORUS_ADMIN_PORT:-0}",
                description = "Port for health and metrics, 0 for none (CHORUS_ADMIN_PORT, ${DEFAULT-VALUE})")
        private int adminPort;

        @Option(
                names = "--public-url",
                defaultValue = "${env:CHORUS_PUBLIC_URL}",
                description = "Base of the URLs that clients are given (CHORUS_PUBLIC_URL, what each client used)")
        private @Nullable String publicUrl;

        @Option(
                names = "--data",
                defaultValue = "${env:CHORUS_DATA:-.chorus}",
                description = "Data folder (CHORUS_DATA, ${DEFAULT-VALUE})")
        private Path data = Path.of(".chorus");

        @Option(
                names = "--roles",
                defaultValue = "${env:CHORUS_ROLES:-gateway,sync,messaging}",
                description = "What this process is (CHORUS_ROLES, ${DEFAULT-VALUE})")
        private String roles = "gateway,sync,messaging";

        @Option(
                names = "--redis",
                defaultValue = "${env:CHORUS_REDIS}",
                description = "redis://[:password@]host:port (CHORUS_REDIS, an embedded server)")
        private @Nullable String redis;

        @Option(
                names = "--durability",
                defaultValue = "${env:CHORUS_DURABILITY:-everysec}",
                description =
                        "What the embedded Redis survives: memory, everysec, fsync (CHORUS_DURABILITY, ${DEFAULT-VALUE})")
        private Durability durability = Durability.EVERYSEC;

        @Option(
                names = "--cluster-port",
                defaultValue = "${env:CHORUS_CLUSTER_PORT:-0}",
                description =
                        "Port for the other processes, 0 for a process by itself (CHORUS_CLUSTER_PORT, ${DEFAULT-VALUE})")
        private int clusterPort;

        @Option(
                names = "--peers",
                defaultValue = "${env:CHORUS_PEERS}",
                description = "The other processes, host:port,host:port (CHORUS_PEERS)")
        private @Nullable String peers;

        @Option(
                names = "--drain-seconds",
                defaultValue = "${env:CHORUS_DRAIN_SECONDS:-5}",
                description =
                        "Time over which clients are sent away at the end (CHORUS_DRAIN_SECONDS, ${DEFAULT-VALUE})")
        private int drainSeconds;

        @Override
        public Integer call() throws InterruptedException {
            ServerOptions options = new ServerOptions(
                    host,
                    port,
                    adminPort,
                    emptyToNull(publicUrl),
                    data.toAbsolutePath().normalize(),
                    Role.parse(roles),
                    emptyToNull(redis),
                    durability,
                    clusterPort,
                    split(peers),
                    drainSeconds);
            Node node = Node.start(options, System.getenv());
            Runtime.getRuntime().addShutdownHook(new Thread(node::close, "shutdown"));
            announce(node, options);
            new CountDownLatch(1).await();
            return 0;
        }

        private static void announce(Node node, ServerOptions options) {
            System.out.println("Chorus is ready: " + node.url());
            System.out.println("  account sid  " + node.keys().accountSid());
            System.out.println("  auth token   " + node.keys().authToken());
            System.out.println("  API key      " + node.keys().apiKey());
            System.out.println("  API secret   " + node.keys().apiSecret());
            System.out.println("  service sid  " + node.keys().serviceSid());
            if (options.roles().contains(Role.GATEWAY)) {
                System.out.println("  a token      " + node.url() + "/dev/token?identity=alice");
            }
        }

        private static @Nullable String emptyToNull(@Nullable String text) {
            return text == null || text.isEmpty() ? null : text;
        }

        private static List<String> split(@Nullable String list) {
            return list == null || list.isBlank()
                    ? List.of()
                    : Arrays.stream(list.split(",")).map(String::trim).toList();
        }
    }
}
