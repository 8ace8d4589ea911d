package dev.chorus.server.doctor;

import dev.chorus.server.cluster.ClusterOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** The other processes that the options name: whether their names resolve and their cluster ports answer. */
final class PeersCheck implements Check {
    @Override
    public String name() {
        return "peers";
    }

    @Override
    public void look(Examination examination, Findings findings) {
        ClusterOptions cluster = examination.options().cluster();
        if (cluster == null) {
            findings.leftOut("a process by itself has none");
            return;
        }
        List<HostAndPort> others =
                cluster.dns() == null ? named(cluster.peers()) : resolved(cluster.dns(), cluster.port(), findings);
        others.removeIf(peer -> peer.host.equals(cluster.host()) && peer.port == cluster.port()); // This one itself.
        int answering = 0;
        for (HostAndPort peer : others) {
            answering += answers(peer, cluster, findings) ? 1 : 0;
        }
        if (others.isEmpty()) {
            findings.otherwiseOk("none but this process is known: the others have to name it, or come later");
        } else if (answering == 0) {
            findings.warning(
                    "none of " + others.size() + " other processes answers",
                    "For the first process that starts this is as it should be; otherwise see each above.");
        } else {
            findings.otherwiseOk("all " + others.size() + " others answer");
        }
    }

    private static boolean answers(HostAndPort peer, ClusterOptions cluster, Findings findings) {
        String option = cluster.dns() == null ? "--peers" : "--cluster-dns";
        if (!connects(peer, option, findings)) {
            return false;
        }
        if (cluster.dns() != null && cluster.busPort() != 0) {
            // Where all have the same ports, the bus's is known too.
            return connects(new HostAndPort(peer.host, cluster.busPort()), "--bus-port", findings);
        }
        return true;
    }

    private static boolean connects(HostAndPort peer, String option, Findings findings) {
        try (Socket reached = Dial.connect(peer.host, peer.port, option)) {
            return reached.isConnected();
        } catch (StepFailure failure) {
            findings.warning("the process " + failure.words(), failure.remedy());
        } catch (IOException e) {
            findings.warning(peer.host + " cannot be reached: " + e.getMessage(), "Look at the network.");
        }
        return false;
    }

    private static List<HostAndPort> named(List<String> peers) {
        List<HostAndPort> list = new ArrayList<>();
        for (String peer : peers) {
            int colon = peer.lastIndexOf(':');
            String host = peer.substring(0, colon).replaceAll("[\\[\\]]", "");
            list.add(new HostAndPort(host, Integer.parseInt(peer.substring(colon + 1))));
        }
        return list;
    }

    private static List<HostAndPort> resolved(String name, int port, Findings findings) {
        List<HostAndPort> list = new ArrayList<>();
        try {
            for (InetAddress address : Dial.resolve(name, "--cluster-dns")) {
                list.add(new HostAndPort(address.getHostAddress(), port));
            }
        } catch (StepFailure failure) {
            findings.wrong(
                    failure.words(),
                    failure.remedy() + " In Kubernetes it is a headless Service that publishes addresses that are not"
                            + " ready, too.");
        }
        return list;
    }

    private record HostAndPort(String host, int port) {}
}
