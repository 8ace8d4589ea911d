package dev.chorus.examples;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;

/**
 * Joins a cluster of Chorus on this machine and prints each message. Its two arguments are a free port for itself and the
 * cluster port of a process of Chorus.
 */
public final class MessagePrinter {
    private static final String HOST = "127.0.0.1";

    private MessagePrinter() {}

    /** Runs until it is stopped. */
    public static void main(String[] args) {
        if (args.length != 2) {
            System.err.println("usage: MessagePrinter OWN_PORT CLUSTER_PORT");
            System.exit(2);
        }
        int ownPort = Integer.parseInt(args[0]);
        VertxOptions options = new VertxOptions();
        options.getEventBusOptions().setHost(HOST);
        Vertx.builder()
                .with(options)
                .withClusterManager(new HazelcastClusterManager(cluster(ownPort, HOST + ":" + args[1])))
                .buildClustered()
                .compose(vertx -> vertx.deployVerticle(new MessagePrinterVerticle(System.out::println)))
                .onSuccess(deployed -> System.out.println("listening"))
                .onFailure(failure -> {
                    System.err.println("cannot join: " + failure.getMessage());
                    System.exit(1);
                });
    }

    /** Name and discovery must be those of the cluster; all else may be as one likes. */
    private static Config cluster(int ownPort, String peer) {
        Config config = new Config().setClusterName("chorus");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.getNetworkConfig().setPort(ownPort).setPortAutoIncrement(false).setPublicAddress(HOST + ":" + ownPort);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface(HOST);
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).addMember(peer);
        return config;
    }
}
