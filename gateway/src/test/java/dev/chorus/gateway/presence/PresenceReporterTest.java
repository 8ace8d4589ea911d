package dev.chorus.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.bus.CommandBus;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.user.ReportPresence;
import dev.chorus.gateway.auth.AccessToken;
import dev.chorus.gateway.auth.Grant;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.MemoryMessaging;
import dev.chorus.gateway.stage.Orders;
import dev.chorus.gateway.stage.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PresenceReporterTest {
    private static final AccessToken ALICE = token("alice", Grant.CHAT);
    private static final AccessToken BOB = token("bob", Grant.CHAT);

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final MemoryMessaging messaging = new MemoryMessaging(vertx);
    private PresenceReporter reporter;

    @BeforeEach
    void start() {
        GatewayStage.await(messaging.start());
        CommandBus bus = new CommandBus(vertx, Duration.ofSeconds(5), 10_000);
        reporter = new PresenceReporter(vertx, bus, "g1", meters, Duration.ofMillis(1));
    }

    @AfterEach
    void close() {
        GatewayStage.await(vertx.close());
    }

    @Test
    void theFirstSocketIsToldAndFurtherOnesAreNot() throws Exception {
        onLoop(() -> {
            reporter.connected(ALICE);
            reporter.connected(ALICE);
            reporter.connected(BOB);
        });

        messaging.orders().awaitTaken(ReportPresence.class, 2);
        assertThat(reports()).containsExactly("alice is here", "bob is here");
        assertThat(meters.get("gateway.users").gauge().value()).isEqualTo(2);
    }

    @Test
    void theEndOfTheLastSocketIsToldAfterAWhile() throws Exception {
        onLoop(() -> {
            reporter.connected(ALICE);
            reporter.connected(ALICE);
            reporter.disconnected(ALICE);
        });
        onLoop(() -> reporter.disconnected(ALICE));

        messaging.orders().awaitTaken(ReportPresence.class, 2);
        assertThat(reports()).containsExactly("alice is here", "alice is gone");
        onLoop(() -> assertThat(meters.get("gateway.users").gauge().value()).isZero());
    }

    @Test
    void whoComesBackInTimeWasNeverAway() throws Exception {
        onLoop(() -> {
            reporter.connected(ALICE);
            reporter.connected(BOB);
            reporter.disconnected(ALICE);
            reporter.connected(ALICE);
            reporter.disconnected(BOB);
        });

        // Bob's time ran out after Alice's would have.
        messaging.orders().awaitTaken(ReportPresence.class, 3);
        assertThat(reports()).containsExactly("alice is here", "bob is here", "bob is gone");
    }

    @Test
    void aTokenThatOpensNoChatDoesNotCountAndOneOfTheFirstGenerationDoes() throws Exception {
        onLoop(() -> {
            reporter.connected(token("carol", Grant.DATA_SYNC));
            reporter.disconnected(token("carol", Grant.DATA_SYNC));
            reporter.connected(token("dave", Grant.IP_MESSAGING));
        });

        messaging.orders().awaitTaken(ReportPresence.class, 1);
        assertThat(reports()).containsExactly("dave is here");
    }

    @Test
    void aTokenThatBeginsToOpenChatCountsFromThenOn() throws Exception {
        onLoop(() -> {
            reporter.connected(token("carol", Grant.DATA_SYNC));
            reporter.connected(token("carol", Grant.CHAT));
            reporter.disconnected(token("carol", Grant.DATA_SYNC));
        });
        messaging.orders().awaitTaken(ReportPresence.class, 1);

        onLoop(() -> reporter.disconnected(token("carol", Grant.CHAT)));

        messaging.orders().awaitTaken(ReportPresence.class, 2);
        assertThat(reports()).containsExactly("carol is here", "carol is gone");
    }

    @Test
    void whatCouldNotBeToldIsToldLaterAsItIsThen() throws Exception {
        messaging.orders().refuse(ReportPresence.class, ErrorCode.UNAVAILABLE, 1);

        onLoop(() -> {
            reporter.connected(ALICE);
            reporter.disconnected(ALICE);
        });

        messaging.orders().awaitTaken(ReportPresence.class, 2);
        assertThat(reports()).containsExactly("alice is here", "alice is gone");
    }

    @Test
    void ofOneUserOneReportIsUnderWayAndTheNextTellsThePresent() throws Exception {
        Orders.HeldAnswers held = messaging.orders().holdAnswers(ReportPresence.class);
        onLoop(() -> reporter.connected(ALICE));
        messaging.orders().awaitTaken(ReportPresence.class, 1);

        onLoop(() -> {
            reporter.reportAll();
            reporter.reportAll();
        });
        assertThat(reports()).containsExactly("alice is here");
        held.release();

        messaging.orders().awaitTaken(ReportPresence.class, 2);
        assertThat(reports()).containsExactly("alice is here", "alice is here");
    }

    @Test
    void aServiceThatMayHaveLostItIsToldAgainWhoIsHereAndNotAllAtOnce() throws Exception {
        int users = 100;
        onLoop(() -> {
            for (int i = 0; i < users; i++) {
                reporter.connected(token("user" + i, Grant.CHAT));
            }
        });
        messaging.orders().awaitTaken(ReportPresence.class, users);
        Orders.HeldAnswers held = messaging.orders().holdAnswers(ReportPresence.class);

        onLoop(reporter::reportAll);
        messaging.orders().awaitTaken(ReportPresence.class, users + 32);
        onLoop(() ->
                assertThat(meters.get("gateway.users.untold").gauge().value()).isEqualTo(users - 32));
        held.release();

        messaging.orders().awaitTaken(ReportPresence.class, 2 * users);
        assertThat(reports().subList(users, 2 * users))
                .doesNotHaveDuplicates()
                .allMatch(report -> report.endsWith("is here"));
    }

    @Test
    void anEndingGatewayTellsThatEveryoneIsGoneWithoutWaiting() {
        Future<Void> told = onLoopFuture(() -> {
            reporter.connected(ALICE);
            reporter.connected(BOB);
            reporter.disconnected(BOB);
            return reporter.end();
        });

        GatewayStage.await(told);
        assertThat(reports()).contains("alice is gone", "bob is gone");
        assertThat(reports().subList(reports().size() - 2, reports().size()))
                .allMatch(report -> report.endsWith("is gone"));
    }

    @Test
    void anEndingGatewayGivesUpWhereNobodyListens() {
        messaging.orders().refuse(ReportPresence.class, ErrorCode.UNAVAILABLE, Integer.MAX_VALUE);

        GatewayStage.await(onLoopFuture(() -> {
            reporter.connected(ALICE);
            return reporter.end();
        }));

        assertThat(meters.get("gateway.users.untold").gauge().value()).isZero();
    }

    private List<String> reports() {
        return messaging.orders().taken(ReportPresence.class).stream()
                .map(request -> {
                    ReportPresence report = (ReportPresence) request.command();
                    assertThat(report.gateway()).isEqualTo("g1");
                    assertThat(request.caller().serviceSid()).isEqualTo(Tokens.SERVICE);
                    assertThat(request.caller().backEnd()).isFalse();
                    return request.caller().identity() + (report.connected() ? " is here" : " is gone");
                })
                .toList();
    }

    private void onLoop(Runnable action) {
        GatewayStage.await(onLoopFuture(() -> {
            action.run();
            return Future.succeededFuture();
        }));
    }

    private <T> Future<T> onLoopFuture(java.util.function.Supplier<Future<T>> action) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(turn -> {
            try {
                action.get().onComplete(done);
            } catch (AssertionError failure) {
                done.fail(failure);
            }
        });
        return done.future();
    }

    private static AccessToken token(String identity, Grant grant) {
        return new AccessToken(
                Tokens.KEY,
                Tokens.ACCOUNT,
                identity,
                Map.of(grant, Tokens.SERVICE),
                Instant.now().plusSeconds(600));
    }
}
