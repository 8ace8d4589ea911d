package dev.chorus.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessManagerTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void saysWhoseTokenItIsAndWhenItEnds() {
        try (AccessManager manager = new AccessManager(vertx, token("Zoë ☂", 4_000_000_000L))) {
            assertThat(manager.identity()).isEqualTo("Zoë ☂");
            assertThat(manager.expires()).isEqualTo(Instant.ofEpochSecond(4_000_000_000L));
            assertThat(manager.isExpired()).isFalse();
        }
    }

    @Test
    void tellsBeforeATokenEnds() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(2);

        try (AccessManager manager =
                new AccessManager(vertx, token("alice", Instant.now().getEpochSecond() + 6))) {
            manager.on(AccessManager.TOKEN_WILL_EXPIRE, ending -> told.countDown());
            manager.on(AccessManager.TOKEN_EXPIRED, ending -> {
                if (!ending.isExpired()) {
                    told.countDown();
                }
            });

            assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void everyClientTakesANewTokenOverBeforeOthersAreTold() {
        StringBuilder order = new StringBuilder();
        try (AccessManager manager = new AccessManager(vertx, token("alice", 4_000_000_000L))) {
            manager.attach(token -> {
                order.append("client ");
                return Future.succeededFuture();
            });
            manager.on(AccessManager.TOKEN_UPDATED, updated -> order.append("listener"));

            assertThat(manager.updateToken(token("alice", 4_000_000_001L)).succeeded())
                    .isTrue();

            assertThat(order).hasToString("client listener");
        }
    }

    @Test
    void whatIsNoJwtIsRefusedWithoutBeingRepeated() {
        assertThatThrownBy(() -> new AccessManager(vertx, "secret-thing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret-thing");
    }

    private static String token(String identity, long exp) {
        JsonObject claims = new JsonObject().put("exp", exp).put("grants", new JsonObject().put("identity", identity));
        String payload = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.encode().getBytes(StandardCharsets.UTF_8));
        return "e30." + payload + ".signature";
    }
}
