package dev.chorus.server.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;

/** Finds all primaries of a Redis Cluster, and says what is wrong with the cluster on the way. */
final class ClusterSearch {
    private static final int SLOTS = 16_384;

    private final SSLSocketFactory tls;
    private final Findings findings;

    ClusterSearch(SSLSocketFactory tls, Findings findings) {
        this.tls = tls;
        this.findings = findings;
    }

    List<RedisSession> find(List<RedisPlace> members) throws IOException {
        for (RedisPlace place : members) {
            try (RedisSession member = RedisSession.open(place, tls)) {
                return primaries(member);
            } catch (StepFailure failure) {
                findings.warning("the member " + failure.words(), failure.remedy());
            } catch (RedisRefusal refusal) {
                findings.wrong(
                        place + " is no member of a cluster: " + refusal.getMessage(),
                        "Name members of a Redis Cluster in --redis, or take --redis-type standalone.");
                return List.of();
            }
        }
        findings.wrong("no member that --redis names answers", "See each of them above.");
        return List.of();
    }

    private List<RedisSession> primaries(RedisSession member) throws IOException {
        String state = String.valueOf(member.ask("CLUSTER", "INFO"));
        Map<String, RedisPlace> primaries = new LinkedHashMap<>();
        int covered = 0;
        int alone = 0;
        if (member.ask("CLUSTER", "SLOTS") instanceof List<?> ranges) {
            for (Object each : ranges) {
                List<?> range = (List<?>) each;
                List<?> primary = (List<?>) range.get(2);
                covered += (int) ((Long) range.get(1) - (Long) range.get(0) + 1);
                String host = String.valueOf(primary.get(0));
                RedisPlace place = member.place()
                        .at(
                                host.isEmpty() || host.equals("null")
                                        ? member.place().host()
                                        : host,
                                ((Long) primary.get(1)).intValue());
                alone += primaries.put(place.name(), place) == null && range.size() < 4 ? 1 : 0;
            }
        }
        judge(state, covered, findings);
        if (alone > 0) {
            findings.warning(
                    alone + " of " + primaries.size()
                            + " primaries have no replica: the end of one ends its part of the" + " data",
                    "Add a replica for each (redis-cli --cluster add-node … --cluster-slave).");
        }
        List<RedisSession> sessions = new ArrayList<>();
        for (RedisPlace place : primaries.values()) {
            try {
                sessions.add(RedisSession.open(place, tls));
            } catch (StepFailure failure) {
                findings.wrong(
                        "the primary " + failure.words(),
                        failure.remedy() + " The cluster tells addresses by itself (cluster-announce-ip): all processes"
                                + " of Chorus must reach them.");
            }
        }
        return sessions;
    }

    private static void judge(String state, int covered, Findings findings) {
        if (!state.contains("cluster_state:ok")) {
            findings.wrong(
                    "the Redis Cluster calls its state not ok",
                    "Look with redis-cli --cluster check: members that failed, or slots that nobody has.");
        }
        if (covered < SLOTS) {
            findings.wrong(
                    (SLOTS - covered) + " of " + SLOTS + " slots belong to nobody: what lies in them cannot be read or"
                            + " written",
                    "redis-cli --cluster fix, or bring the primary that had them back.");
        }
    }
}
