package dev.chorus.k8s;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who may reach whom, as NetworkPolicies say it. */
final class Network {
    private static final String OWN_NAMESPACE = "chorus";
    private static final Set<Integer> PORTS =
            Set.of(53, 80, 443, 4318, 5701, 5702, 5703, 6379, 6380, 8080, 8081, 9090, 16379, 26379);

    private final List<NetworkPolicy> policies;
    private final List<Place> places = new ArrayList<>();

    /**
     * Where connections begin and end.
     *
     * @param name what it is called in a matrix
     * @param namespace where its pod is; empty for what is no pod
     * @param labels the pod's labels
     * @param address its address
     */
    record Place(String name, String namespace, Map<String, String> labels, String address) {}

    Network(Manifests manifests) {
        policies = manifests.all(NetworkPolicy.class);
        for (Workload workload : manifests.workloads()) {
            places.add(new Place(workload.name(), OWN_NAMESPACE, workload.labels(), "10.1.0." + (10 + places.size())));
        }
        places.add(new Place("a stranger beside them", OWN_NAMESPACE, Map.of("app", "stranger"), "10.1.0.40"));
        places.add(new Place("a stranger elsewhere", "other", Map.of("app", "stranger"), "10.1.0.50"));
        places.add(new Place("traefik", "traefik", Map.of("app.kubernetes.io/name", "traefik"), "10.1.0.60"));
        places.add(new Place("prometheus", "monitoring", Map.of("app.kubernetes.io/name", "prometheus"), "10.1.0.70"));
        places.add(new Place("dns", "kube-system", Map.of("k8s-app", "kube-dns"), "10.1.0.80"));
        places.add(new Place("the network's Redis", "", Map.of(), "10.20.0.5"));
        places.add(new Place("the cloud's metadata", "", Map.of(), "169.254.169.254"));
        places.add(new Place("the internet", "", Map.of(), "203.0.113.7"));
    }

    /** All ways that are open and begin or end at Chorus or its Redis, as lines {@code from -> to: ports}. */
    Set<String> openWays() {
        Set<String> ways = new TreeSet<>();
        for (Place from : places) {
            for (Place to : places) {
                if (isOurs(from) || isOurs(to)) {
                    Set<Integer> open = PORTS.stream()
                            .filter(port -> leaves(from, to, port) && arrives(from, to, port))
                            .collect(Collectors.toCollection(TreeSet::new));
                    if (!open.isEmpty()) {
                        ways.add(from.name() + " -> " + to.name() + ": "
                                + open.stream().map(String::valueOf).collect(Collectors.joining(",")));
                    }
                }
            }
        }
        return ways;
    }

    private static boolean isOurs(Place place) {
        return "chorus".equals(place.labels().get("app.kubernetes.io/part-of"));
    }

    private boolean leaves(Place from, Place to, int port) {
        List<NetworkPolicy> about = about(from, "Egress");
        return about.isEmpty()
                || about.stream()
                        .flatMap(policy -> policy.getSpec().getEgress().stream())
                        .anyMatch(rule -> allows(rule.getPorts(), port) && isAmong(rule.getTo(), to));
    }

    private boolean arrives(Place from, Place to, int port) {
        List<NetworkPolicy> about = about(to, "Ingress");
        return about.isEmpty()
                || about.stream()
                        .flatMap(policy -> policy.getSpec().getIngress().stream())
                        .anyMatch(rule -> allows(rule.getPorts(), port) && isAmong(rule.getFrom(), from));
    }

    private List<NetworkPolicy> about(Place place, String direction) {
        return policies.stream()
                .filter(policy -> place.namespace().equals(OWN_NAMESPACE)
                        && policy.getSpec().getPolicyTypes().contains(direction)
                        && Labels.match(policy.getSpec().getPodSelector(), place.labels()))
                .toList();
    }

    private static boolean allows(List<NetworkPolicyPort> ports, int port) {
        // A rule without ports would open all of them: none of ours does.
        return ports.stream().anyMatch(allowed -> allowed.getPort().getIntVal() == port);
    }

    private static boolean isAmong(List<NetworkPolicyPeer> peers, Place place) {
        return peers.stream().anyMatch(peer -> isPeer(peer, place));
    }

    private static boolean isPeer(NetworkPolicyPeer peer, Place place) {
        if (peer.getIpBlock() != null) {
            // Networks differ in whether a block of addresses holds pods; here it does, which opens more.
            return isInside(place.address(), peer.getIpBlock().getCidr())
                    && peer.getIpBlock().getExcept().stream().noneMatch(cidr -> isInside(place.address(), cidr));
        }
        if (place.namespace().isEmpty()) {
            return false;
        }
        boolean inNamespace = peer.getNamespaceSelector() == null
                ? place.namespace().equals(OWN_NAMESPACE)
                : Labels.match(peer.getNamespaceSelector(), Map.of("kubernetes.io/metadata.name", place.namespace()));
        return inNamespace && (peer.getPodSelector() == null || Labels.match(peer.getPodSelector(), place.labels()));
    }

    private static boolean isInside(String address, String cidr) {
        String[] block = cidr.split("/");
        if (block[0].contains(":")) {
            return false;
        }
        int bits = Integer.parseInt(block[1]);
        return bits == 0 || (number(address) ^ number(block[0])) >>> (32 - bits) == 0;
    }

    private static int number(String address) {
        int number = 0;
        for (String part : address.split("\\.")) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }
}
