package dev.chorus.server.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.TcpIpConfig;
import dev.chorus.server.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.Map;

/**
 * A Vert.x instance that is one of several. Hazelcast gives it membership and carries the event bus's subscriptions,
 * and no truth of ours: its times are set short, so that a process that died is forgotten within seconds.
 */
public final class ClusteredVertx {
    private static final Map<String, String> LIGHT = Map.ofEntries(
            Map.entry("hazelcast.logging.type", "slf4j"),
            Map.entry("hazelcast.phone.home.enabled", "false"),
            Map.entry("hazelcast.shutdownhook.enabled", "false"),
            Map.entry("hazelcast.wait.seconds.before.join", "0"),
            Map.entry("hazelcast.max.wait.seconds.before.join", "2"),
            Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
            Map.entry("hazelcast.max.no.heartbeat.seconds", "5"),
            Map.entry("hazelcast.socket.connect.timeout.seconds", "2"),
            Map.entry("hazelcast.graceful.shutdown.max.wait", "8"),
            Map.entry("hazelcast.prefer.ipv4.stack", "false"),
            Map.entry("hazelcast.merge.first.run.delay.seconds", "5"),
            Map.entry("hazelcast.merge.next.run.delay.seconds", "5"),
            // What asked a process that stands still is given up, and asked of another; else whoever looks for
            // addresses there
            // waits for a minute.
            Map.entry("hazelcast.operation.call.timeout.millis", "15000"),
            Map.entry("hazelcast.operation.thread.count", "2"),
            Map.entry("hazelcast.operation.generic.thread.count", "2"),
            Map.entry("hazelcast.io.thread.count", "1"),
            Map.entry("hazelcast.event.thread.count", "2"),
            Map.entry("hazelcast.socket.bind.any", "false"));

    private static final Duration PATIENCE_WITH_NAME = Duration.ofSeconds(60);

    private ClusteredVertx() {}

    /**
     * Joins the cluster, or begins it. Completes once this process is a member. With a shared name it first waits until
     * the name has an address, on the calling thread.
     *
     * @throws ConfigurationException if the options lead nowhere
     */
    public static Future<Vertx> join(VertxBuilder builder, ClusterOptions options) {
        String host = address(options.host());
        if (options.dns() != null) {
            new SharedName(options.dns()).await(PATIENCE_WITH_NAME);
        }
        HazelcastClusterManager manager = new HazelcastClusterManager(hazelcast(host, options));
        return builder.withClusterManager(manager)
                .buildClustered()
                .onSuccess(vertx -> MembershipLog.begin(manager.getHazelcastInstance()));
    }

    /** The address in the one form that Hazelcast compares. */
    private static String address(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            if (NetworkInterface.getByInetAddress(address) == null) {
                throw new ConfigurationException("cluster-host: " + host + " is no address of this machine");
            }
            return address.getHostAddress();
        } catch (IOException e) {
            throw new ConfigurationException("cluster-host: " + host + " leads to no address");
        }
    }

    private static Config hazelcast(String host, ClusterOptions options) {
        Config config = new Config().setClusterName("chorus");
        LIGHT.forEach(config::setProperty);
        config.getJetConfig().setEnabled(false);
        config.getMetricsConfig().setEnabled(false);
        config.getIntegrityCheckerConfig().setEnabled(false);
        config.addMultiMapConfig(new MultiMapConfig()
                .setName("__vertx.subs")
                .setBackupCount(1)
                .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
        config.addMapConfig(new MapConfig().setName("__vertx.haInfo").setBackupCount(1));
        config.addMapConfig(new MapConfig().setName("__vertx.nodeInfo").setBackupCount(1));
        NetworkConfig network = config.getNetworkConfig();
        network.setPort(options.port()).setPortAutoIncrement(false).setReuseAddress(true);
        String self = (host.contains(":") ? "[" + host + "]" : host) + ":" + options.port();
        network.setPublicAddress(self);
        network.getInterfaces().setEnabled(true).addInterface(host);
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        // Counts for both ways of finding members.
        TcpIpConfig members = join.getTcpIpConfig().setConnectionTimeoutSeconds(1);
        if (options.dns() == null) {
            members.setEnabled(true).addMember(self);
            options.peers().forEach(members::addMember);
        } else {
            join.getKubernetesConfig()
                    .setEnabled(true)
                    .setProperty("service-dns", options.dns())
                    .setProperty("service-port", Integer.toString(options.port()));
        }
        return config;
    }
}
