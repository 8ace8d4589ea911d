package dev.chorus.server;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code chorus up}: starts this process and serves until it is told to stop. */
@Command(
        name = "up",
        description = "Start everything, or the roles that are given.",
        footer = {
            "",
            "Each option is also a variable: --admin-port is CHORUS_ADMIN_PORT. The command line goes before the",
            "variables, and they go before the file."
        },
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    @Mixin
    private ProcessOptions process = new ProcessOptions();

    @Override
    public Integer call() throws InterruptedException {
        ServerOptions options = process.toServerOptions();
        Node node = Node.start(options, System.getenv());
        Runtime.getRuntime().addShutdownHook(new Thread(node::close, "shutdown"));
        announce(node, options);
        new CountDownLatch(1).await();
        return 0;
    }

    private static void announce(Node node, ServerOptions options) {
        System.out.println("Chorus is ready: " + node.url());
        if (options.production()) {
            return;
        }
        System.out.println("  account sid  " + node.keys().accountSid());
        System.out.println("  auth token   " + node.keys().authToken());
        System.out.println("  API key      " + node.keys().apiKey());
        System.out.println("  API secret   " + node.keys().apiSecret());
        System.out.println("  service sid  " + node.keys().serviceSid());
        if (options.roles().contains(Role.GATEWAY)) {
            System.out.println("  a token      " + node.url() + "/dev/token?identity=alice");
        }
    }
}
