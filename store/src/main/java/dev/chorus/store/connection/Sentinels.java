package dev.chorus.store.connection;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who know which server is the primary. They are asked one after another, beginning with the one that answered
 * last; one that is down, silent or does not know is passed over.
 */
final class Sentinels {
    private static final Logger LOG = LoggerFactory.getLogger(Sentinels.class);
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final RedisDialer dialer;
    private final String name;
    private int first;
    private @Nullable HostAndPort told;

    Sentinels(RedisDialer dialer, String name) {
        this.dialer = dialer;
        this.name = name;
    }

    /** A client of the primary that a Sentinel names. */
    Future<Redis> primary() {
        return ask(0).map(at -> {
            if (!at.equals(told)) {
                LOG.info("The Sentinels' primary of {} is {}", name, at);
                told = at;
            }
            return dialer.dataServer(at);
        });
    }

    private Future<HostAndPort> ask(int asked) {
        int count = dialer.named().size();
        int number = (first + asked) % count;
        Redis sentinel = dialer.sentinel(number);
        return sentinel.connect()
                .compose(connection -> connection.send(Request.cmd(Command.SENTINEL)
                        .arg("GET-MASTER-ADDR-BY-NAME")
                        .arg(name)))
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .compose(this::address)
                .onSuccess(at -> first = number)
                .onComplete(done -> sentinel.close())
                .recover(failure -> asked + 1 < count
                        ? ask(asked + 1)
                        : Future.failedFuture(new RedisRefusedException(
                                RedisCondition.UNREACHABLE,
                                "no Sentinel names a primary of " + name + ": " + failure.getMessage())));
    }

    private Future<HostAndPort> address(@Nullable Response answer) {
        return answer == null || answer.size() < 2
                ? Future.failedFuture("unknown there")
                : Future.succeededFuture(
                        HostAndPort.of(answer.get(0).toString(), answer.get(1).toInteger()));
    }
}
