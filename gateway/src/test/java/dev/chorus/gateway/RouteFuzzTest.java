package dev.chorus.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.bus.CommandBus;
import dev.chorus.contract.ContractTypes;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.object.RemoveObject;
import dev.chorus.gateway.auth.AccessToken;
import dev.chorus.gateway.auth.BackEndCredentials;
import dev.chorus.gateway.auth.Grant;
import dev.chorus.gateway.auth.KeyDirectory;
import dev.chorus.gateway.auth.TokenVerifier;
import dev.chorus.gateway.dialect.backend.BackEndDialect;
import dev.chorus.gateway.dialect.chat.ChatDialect;
import dev.chorus.gateway.dialect.first.FirstDialect;
import dev.chorus.gateway.dialect.sync.SyncDialect;
import dev.chorus.gateway.http.ServerRoutes;
import dev.chorus.gateway.socket.ReadySockets;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.MemoryMessaging;
import dev.chorus.gateway.stage.MemorySync;
import dev.chorus.gateway.stage.Tokens;
import dev.chorus.gateway.subscription.HubMetrics;
import dev.chorus.gateway.subscription.SubscriptionHub;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.Query;
import dev.chorus.gateway.tunnel.RouteTable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever is asked is answered, with an error in the one format where it is wrong, and never with a fault. */
class RouteFuzzTest {
    private static final int REQUESTS = 20_000;
    private static final int AT_ONCE = 200;
    private static final AccessToken ALICE = new AccessToken(
            Tokens.KEY,
            Tokens.ACCOUNT,
            "alice",
            Map.of(Grant.DATA_SYNC, Tokens.SERVICE, Grant.CHAT, Tokens.SERVICE),
            Instant.now().plusSeconds(600));

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        GatewayStage.await(vertx.close());
    }

    @Test
    void anyRequestIsAnsweredAndNeverWithAFault() {
        long seed = Long.getLong("chorus.fuzz.seed", System.nanoTime());
        System.out.println("RouteFuzzTest: -Dchorus.fuzz.seed=" + seed);
        Random random = new Random(seed);
        RequestFuzz fuzz = new RequestFuzz(random);
        MemorySync sync = new MemorySync(vertx);
        GatewayStage.await(sync.start());
        for (ObjectType type : ObjectType.values()) {
            sync.create(type, "{}");
        }
        // What is asked about shall be there to the end.
        sync.orders().refuse(RemoveObject.class, ErrorCode.ACCESS_FORBIDDEN, Integer.MAX_VALUE);
        // It answers nothing but refusals: what is fuzzed is what asks it.
        MemoryMessaging messaging = new MemoryMessaging(vertx);
        GatewayStage.await(messaging.start());
        for (Class<?> command : ContractTypes.commands()) {
            messaging.orders().refuse(command, ErrorCode.CHANNEL_NOT_FOUND, Integer.MAX_VALUE);
        }
        RouteTable routes = routes();

        for (int done = 0; done < REQUESTS; done += AT_ONCE) {
            List<GatewayRequest> requests = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                requests.add(request(random, fuzz));
            }
            List<GatewayResponse> responses = GatewayStage.await(ask(routes, requests));
            for (int i = 0; i < AT_ONCE; i++) {
                check(seed, requests.get(i), responses.get(i));
            }
        }
    }

    private RouteTable routes() {
        CommandBus bus = new CommandBus(vertx, Duration.ofSeconds(10), 10_000);
        Clock clock = Clock.systemUTC();
        KeyDirectory keys = new KeyDirectory(bus, clock, Duration.ofSeconds(1));
        RouteTable routes = new RouteTable();
        SyncDialect.addTo(routes, bus, new TokenVerifier(keys, clock, Duration.ofHours(24)), clock);
        ChatDialect.addTo(routes, bus);
        SubscriptionHub hub =
                new SubscriptionHub(vertx, bus, clock, "gateway-1", new HubMetrics(new SimpleMeterRegistry()));
        FirstDialect.addTo(routes, vertx, bus, hub, new ReadySockets(vertx));
        BackEndDialect.addTo(routes, bus, new BackEndCredentials(keys));
        new ServerRoutes(new DevelopmentAccess(Tokens.ACCOUNT, Tokens.KEY, Tokens.SECRET, Tokens.SERVICE), clock)
                .addTo(routes);
        return routes;
    }

    private Future<List<GatewayResponse>> ask(RouteTable routes, List<GatewayRequest> requests) {
        Promise<List<GatewayResponse>> answered = Promise.promise();
        vertx.runOnContext(
                turn -> Future.all(requests.stream().map(routes::answer).toList())
                        .map(all -> all.<GatewayResponse>list())
                        .onComplete(answered));
        return answered.future();
    }

    private static GatewayRequest request(Random random, RequestFuzz fuzz) {
        Map<String, List<String>> query = new HashMap<>();
        for (int count = random.nextInt(3); count > 0; count--) {
            Query.add(query, fuzz.parameter(), fuzz.value());
        }
        Map<String, String> headers = new HashMap<>();
        switch (random.nextInt(6)) {
            case 0 -> headers.put("if-match", fuzz.value());
            case 1 -> headers.put("authorization", "Basic " + fuzz.garbage(20));
            case 2 -> headers.put("authorization", "Basic " + basic(Tokens.KEY + ":" + Tokens.SECRET));
            case 3 -> headers.put("authorization", "Basic " + basic(fuzz.garbage(9)));
            default -> headers.put("twilio-request-id", fuzz.garbage(9));
        }
        return new GatewayRequest(
                fuzz.method(),
                fuzz.path(),
                query,
                headers,
                fuzz.body().getBytes(random.nextInt(20) == 0 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8),
                random.nextInt(8) == 0 ? null : ALICE,
                null,
                0,
                "http://h");
    }

    private static String basic(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static void check(long seed, GatewayRequest request, GatewayResponse response) {
        String what = "seed %d: %s %s %s %s %s -> %d %s"
                .formatted(
                        seed,
                        request.method(),
                        request.path(),
                        request.query(),
                        request.headers(),
                        new String(request.body(), StandardCharsets.UTF_8),
                        response.status(),
                        new String(response.body(), StandardCharsets.UTF_8));
        assertThat(response.status()).as(what).isBetween(200, 499);
        if (response.status() == 204) {
            return;
        }
        JsonObject body = new JsonObject(Buffer.buffer(response.body()));
        if (response.status() >= 400) {
            assertThat(body.getInteger("status")).as(what).isEqualTo(response.status());
            assertThat(body.getInteger("code")).as(what).isNotNull();
            assertThat(body.getString("message")).as(what).isNotBlank();
        }
    }
}
