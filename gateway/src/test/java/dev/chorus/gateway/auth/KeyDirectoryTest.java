package dev.chorus.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.bus.CommandBus;
import dev.chorus.contract.access.ReadApiKey;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.gateway.stage.GatewayStage;
import dev.chorus.gateway.stage.ManualClock;
import dev.chorus.gateway.stage.MemorySync;
import dev.chorus.gateway.stage.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyDirectoryTest {
    private static final String UNKNOWN = "SK" + "0".repeat(32);

    private final Vertx vertx = Vertx.vertx();
    private final MemorySync sync = new MemorySync(vertx);
    private final ManualClock clock = new ManualClock();
    private final KeyDirectory keys =
            new KeyDirectory(new CommandBus(vertx, Duration.ofSeconds(10), 100), clock, Duration.ofSeconds(1));

    @BeforeEach
    void serve() {
        GatewayStage.await(sync.start());
    }

    @AfterEach
    void close() {
        GatewayStage.await(vertx.close());
    }

    @Test
    void aKeyIsAskedForOnceWithinAMomentAndAgainAfterIt() {
        assertThat(GatewayStage.await(keys.find(Tokens.KEY))).isEqualTo(Tokens.API_KEY);
        assertThat(GatewayStage.await(keys.find(Tokens.KEY))).isEqualTo(Tokens.API_KEY);
        assertThat(asked()).isEqualTo(1);

        clock.advance(Duration.ofSeconds(1));
        GatewayStage.await(keys.find(Tokens.KEY));
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void anUnknownKeyIsRememberedToo() {
        assertThat(refusalOf(keys.find(UNKNOWN))).isEqualTo(ErrorCode.TOKEN_ISSUER_INVALID);
        assertThat(refusalOf(keys.find(UNKNOWN))).isEqualTo(ErrorCode.TOKEN_ISSUER_INVALID);
        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void whatIsNoKeySidIsNotAskedFor() {
        for (String sid : new String[] {"", "x", "SK", UNKNOWN + "0", "IS" + "0".repeat(32), "SK" + "G".repeat(32)}) {
            assertThat(refusalOf(keys.find(sid))).as(sid).isEqualTo(ErrorCode.TOKEN_ISSUER_INVALID);
        }
        assertThat(asked()).isZero();
    }

    @Test
    void aFailureThatPassesIsForgottenAtOnce() {
        sync.orders().refuse(ReadApiKey.class, ErrorCode.UNAVAILABLE, 1);

        assertThat(refusalOf(keys.find(Tokens.KEY))).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(GatewayStage.await(keys.find(Tokens.KEY))).isEqualTo(Tokens.API_KEY);
    }

    private int asked() {
        return sync.orders().taken(ReadApiKey.class).size();
    }

    private static ErrorCode refusalOf(Future<?> found) {
        return GatewayStage.await(found.<ErrorCode>map(key -> null)
                .recover(failure -> Future.succeededFuture(((RequestFailedException) failure).code())));
    }
}
