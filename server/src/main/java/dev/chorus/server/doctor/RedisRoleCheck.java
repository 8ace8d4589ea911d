package dev.chorus.server.doctor;

import dev.chorus.server.RedisServers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether it takes writes, and how its replicas follow. */
final class RedisRoleCheck extends RedisLookCheck {
    private static final long LARGEST_LAG_SECONDS = 10;
    private static final long LARGEST_LAG_BYTES = 16L * 1024 * 1024;

    @Override
    public String name() {
        return "redis replication";
    }

    @Override
    void look(Examination examination, String place, Map<String, String> facts, Findings findings) {
        if (!facts.getOrDefault("role", "master").equals("master")) {
            findings.wrong(
                    place + " is a replica of " + facts.get("master_host") + ":" + facts.get("master_port")
                            + " and takes no writes",
                    "Name its master in --redis, or its Sentinels with --redis-type sentinel.");
            return;
        }
        long replicas = number(facts, "connected_slaves");
        long offset = number(facts, "master_repl_offset");
        for (int i = 0; i < replicas; i++) {
            replica(place, facts.getOrDefault("slave" + i, ""), offset, findings);
        }
        RedisServers servers = examination.options().redis();
        if (servers != null && replicas < servers.replicas()) {
            findings.wrong(
                    place + " has " + replicas + " replicas, and --durability replica wants " + servers.replicas()
                            + " to have each write: none is acknowledged",
                    "Start the replicas that are missing, or lower --replicas.");
        }
        if (servers == null) {
            findings.otherwiseOk("the embedded server has none");
        } else if (replicas == 0 && servers.replicas() == 0) {
            findings.warning(
                    place + " has no replica: its end is the end of the service until it is back",
                    "Add one, with Sentinels or a Redis Cluster that put it in the master's place.");
        } else {
            findings.otherwiseOk(
                    place + " has " + replicas + (replicas == 1 ? " replica" : " replicas") + " that follow");
        }
    }

    private static void replica(String place, String told, long offset, Findings findings) {
        String name = field(told, "ip") + ":" + field(told, "port");
        if (!"online".equals(field(told, "state"))) {
            findings.warning(
                    "the replica " + name + " of " + place + " is not in step yet: " + field(told, "state"),
                    "It is being brought up to date. If it stays so, look at its log and at the network between them.");
            return;
        }
        String lag = String.valueOf(field(told, "lag"));
        String reached = String.valueOf(field(told, "offset"));
        boolean late = lag.matches("\\d{1,9}") && Long.parseLong(lag) > LARGEST_LAG_SECONDS;
        boolean behind = reached.matches("\\d{1,18}") && offset - Long.parseLong(reached) > LARGEST_LAG_BYTES;
        if (late || behind) {
            findings.warning(
                    "the replica " + name + " of " + place + " is behind: last heard of " + lag + " s ago, "
                            + Math.max(0, offset - (reached.matches("\\d{1,18}") ? Long.parseLong(reached) : offset))
                            + " bytes missing",
                    "Until it has caught up, a failover to it loses what it lacks: look at its disk, processor and"
                            + " network.");
        }
    }

    private static @Nullable String field(String told, String name) {
        for (String part : told.split(",")) {
            if (part.startsWith(name + "=")) {
                return part.substring(name.length() + 1);
            }
        }
        return null;
    }
}
