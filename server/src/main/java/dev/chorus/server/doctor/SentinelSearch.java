package dev.chorus.server.doctor;

import dev.chorus.server.RedisServers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Finds the master that Sentinels know, and says what is wrong with the Sentinels on the way. */
final class SentinelSearch {
    private final RedisServers servers;
    private final String master;
    private final SSLSocketFactory tls;
    private final Findings findings;

    SentinelSearch(RedisServers servers, SSLSocketFactory tls, Findings findings) {
        this.servers = servers;
        this.master = String.valueOf(servers.master());
        this.tls = tls;
        this.findings = findings;
    }

    List<RedisSession> find(List<RedisPlace> places) throws IOException {
        Set<RedisPlace> masters = new LinkedHashSet<>();
        int reached = 0;
        for (RedisPlace place : places) {
            try (RedisSession sentinel = RedisSession.open(asSentinel(place), tls)) {
                RedisPlace named = ask(sentinel, place);
                reached++;
                if (named != null) {
                    masters.add(named);
                }
            } catch (StepFailure failure) {
                findings.warning("the Sentinel " + failure.words(), failure.remedy());
            }
        }
        if (reached == 0) {
            findings.wrong("no Sentinel answers", "See each of them above.");
            return List.of();
        }
        if (masters.isEmpty()) {
            return List.of();
        }
        if (masters.size() > 1) {
            findings.wrong(
                    "the Sentinels do not agree which server is the master: " + masters,
                    "A failover may be under way: look again in a moment. If it stays, reset the Sentinels that are"
                            + " behind (SENTINEL RESET " + master + ").");
        }
        if (places.size() < 3) {
            findings.warning(
                    places.size() + " Sentinel is named: when it is away, a start finds no Redis",
                    "Name all of them in --redis, three or more.");
        }
        List<RedisSession> sessions = new ArrayList<>();
        sessions.add(RedisSession.open(masters.iterator().next(), tls));
        return sessions;
    }

    /** A Sentinel has no users of Redis's own, and no databases. */
    private RedisPlace asSentinel(RedisPlace place) {
        return new RedisPlace(
                place.host(), place.port(), place.tls(), null, servers.access().sentinelPassword(), 0);
    }

    private @Nullable RedisPlace ask(RedisSession sentinel, RedisPlace asked) throws IOException {
        String place = asked.name();
        Object address;
        try {
            address = sentinel.ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", master);
        } catch (RedisRefusal refusal) {
            findings.wrong(
                    place + " is no Sentinel: " + refusal.getMessage(),
                    "Name the Sentinels in --redis, whose port is 26379 unless set, or take --redis-type standalone.");
            return null;
        }
        if (!(address instanceof List<?> parts) || parts.size() < 2) {
            findings.wrong(
                    "the Sentinel " + place + " knows no master with the name " + master,
                    "Write the name of `sentinel monitor` in its configuration in --redis-master.");
            return null;
        }
        try {
            sentinel.ask("SENTINEL", "CKQUORUM", master);
        } catch (RedisRefusal refusal) {
            findings.wrong(
                    "the Sentinel " + place + " could not carry out a failover now: " + refusal.getMessage(),
                    "Start the Sentinels that are missing; a majority of all has to be there.");
        }
        return asked.at(String.valueOf(parts.get(0)), Integer.parseInt(String.valueOf(parts.get(1))));
    }
}
