package dev.chorus.bench;

import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Documents with as many followers each, who have one connection each and are spread over gateways: either the followers
 * of a document over all gateways, or each document's on one.
 */
final class DocumentFleet {
    private final List<ChorusClient> clients = new ArrayList<>();
    private final List<ChorusClient> writers = new ArrayList<>();
    private final List<String> documents = new ArrayList<>();

    private DocumentFleet() {}

    /**
     * Makes them.
     *
     * @param ports the gateways'
     * @param count how many documents
     * @param followers how many follow each of them
     * @param spread whether they are on all gateways
     */
    static DocumentFleet make(
            EventLoopGroup group,
            List<Integer> ports,
            int count,
            int followers,
            boolean spread,
            MessageAudience audience)
            throws Exception {
        DocumentFleet fleet = new DocumentFleet();
        String token = Tokens.ofToday("follower");
        for (int port : ports) {
            fleet.writers.add(ChorusClient.connect(group, port, Tokens.ofToday("writer"), (s, d, o, l) -> {})
                    .get(20, TimeUnit.SECONDS));
        }
        for (int d = 0; d < count; d++) {
            String sid = fleet.writers
                    .get(d % ports.size())
                    .ask("POST", "/v3/Documents", "{}")
                    .path("sid")
                    .asText();
            fleet.documents.add(sid);
            List<CompletableFuture<ChorusClient>> connecting = new ArrayList<>();
            for (int f = 0; f < followers; f++) {
                connecting.add(
                        ChorusClient.connect(group, ports.get((spread ? f : d) % ports.size()), token, audience));
            }
            for (CompletableFuture<ChorusClient> one : connecting) {
                ChorusClient client = one.get(20, TimeUnit.SECONDS);
                client.request("POST", "/v4/Subscriptions", ClientPackets.subscription(sid, "document"))
                        .get(20, TimeUnit.SECONDS);
                fleet.clients.add(client);
            }
        }
        return fleet;
    }

    /** Changes the next document, through one gateway after another. */
    void write(int place, int number) {
        String document = documents.get(number % documents.size());
        writers.get(number / documents.size() % writers.size())
                .request(
                        "POST",
                        "/v3/Documents/" + document,
                        "{\"data\":{\"text\":\"" + MessageAudience.body(place) + "\"}}");
    }

    void close() {
        clients.forEach(ChorusClient::close);
        writers.forEach(ChorusClient::close);
    }

    /** How many connections there are. */
    int connections() {
        return clients.size() + writers.size();
    }
}
