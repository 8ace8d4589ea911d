package dev.chorus.bench;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.UUID;

/** What the processes of a cluster keep in Hazelcast, seen by one that joins them for a moment and holds nothing. */
final class ClusterMetadata {
    private ClusterMetadata() {}

    /** How many registrations of event bus addresses there are in the whole cluster. */
    static int registrations(int port, String peers) {
        Config config = new Config().setClusterName("chorus").setLiteMember(true);
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.logging.type", "none");
        // Vert.x knows members by this, and asks for it when one leaves.
        config.getMemberAttributeConfig()
                .setAttribute("__vertx.nodeId", UUID.randomUUID().toString());
        config.getJetConfig().setEnabled(false);
        config.getNetworkConfig().setPort(port).setPublicAddress("127.0.0.1:" + port);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getTcpIpConfig().setEnabled(true).addMember(peers);
        HazelcastInstance visitor = Hazelcast.newHazelcastInstance(config);
        try {
            return visitor.getMultiMap("__vertx.subs").size();
        } finally {
            visitor.shutdown();
        }
    }
}
