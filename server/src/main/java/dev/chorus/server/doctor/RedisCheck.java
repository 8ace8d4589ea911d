package dev.chorus.server.doctor;

import dev.chorus.server.RedisServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** The way to Redis: to the one server, through Sentinels to the master, or to all primaries of a cluster. */
final class RedisCheck implements Check {
    static final String NAME = "redis";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void look(Examination examination, Findings findings) throws IOException {
        RedisServers servers = examination.options().redis();
        if (servers == null) {
            embedded(examination, findings);
            return;
        }
        SSLSocketFactory tls = Dial.trusting(servers.access().authorities());
        List<RedisPlace> places = new ArrayList<>();
        for (String uri : servers.uris()) {
            places.add(
                    RedisPlace.of(uri, servers.access().user(), servers.access().password()));
        }
        List<RedisSession> reached = switch (servers.type()) {
            case SENTINEL -> new SentinelSearch(servers, tls, findings).find(places);
            case CLUSTER -> new ClusterSearch(tls, findings).find(places);
            default -> List.of(RedisSession.open(places.get(0), tls));
        };
        examination.reached(reached);
        if (!reached.isEmpty()) {
            findings.ok("reached and let in: "
                    + String.join(
                            ", ",
                            reached.stream()
                                    .map(session -> session.place().name())
                                    .toList()));
        }
    }

    /** The server that comes along has its port and password in the data folder, while Chorus runs. */
    private static void embedded(Examination examination, Findings findings) throws IOException {
        Path folder = examination.options().data().resolve("redis");
        if (!examination.options().startsRedis()) {
            findings.leftOut("a gateway by itself has nothing to do with it");
            return;
        }
        if (!examination.isRunning()) {
            findings.leftOut("the embedded server starts with Chorus");
            return;
        }
        String port = configuredPort(folder.resolve("redis.conf"));
        if (port == null) {
            findings.leftOut(
                    "the Chorus that runs with this data folder uses no embedded server: give the same --redis");
            return;
        }
        String password = Files.readString(folder.resolve("password"), StandardCharsets.US_ASCII)
                .strip();
        RedisPlace place = new RedisPlace("127.0.0.1", Integer.parseInt(port), false, null, password, 0);
        examination.reached(List.of(RedisSession.open(place, Dial.trusting(null))));
        findings.ok("the embedded server answers on " + place.name());
    }

    private static @Nullable String configuredPort(Path configuration) throws IOException {
        if (!Files.exists(configuration)) {
            return null;
        }
        return Files.readAllLines(configuration, StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("port "))
                .map(line -> line.substring(5).strip())
                .findFirst()
                .orElse(null);
    }
}
