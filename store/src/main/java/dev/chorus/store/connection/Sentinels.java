package dev.chorus.store.connection;

import dev.chorus.store.connection.SentinelPoll.Named;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who know which server is the primary. All are asked at once; one that is down, silent or does not know is passed over. */
final class Sentinels implements Primary {
    private static final Logger LOG = LoggerFactory.getLogger(Sentinels.class);

    private final List<Sentinel> all;
    private final String name;
    private @Nullable Future<SentinelPoll.Result> asking;
    private @Nullable HostAndPort told;

    Sentinels(RedisDialer dialer, String name) {
        this.all = IntStream.range(0, dialer.named().size())
                .mapToObj(number -> new Sentinel(() -> dialer.sentinel(number), name))
                .toList();
        this.name = name;
    }

    @Override
    public Future<HostAndPort> find() {
        return ask().map(found -> {
            if (!found.at().equals(told)) {
                LOG.info("The Sentinels' primary of {} is {}", name, found.at());
                told = found.at();
            }
            return found.at();
        });
    }

    @Override
    public Future<Boolean> isAnotherThan(HostAndPort at) {
        return ask().map(found -> found.ofMajority() && !found.at().equals(at));
    }

    @Override
    public Future<Void> close() {
        return Future.join(all.stream().map(Sentinel::close).toList()).mapEmpty();
    }

    /** Asks once for all who want to know meanwhile. */
    private Future<SentinelPoll.Result> ask() {
        Future<SentinelPoll.Result> underWay = asking;
        if (underWay != null) {
            return underWay;
        }
        SentinelPoll poll = new SentinelPoll(all.size());
        asking = poll.result();
        for (Sentinel sentinel : all) {
            Future<Named> answer = sentinel.ask();
            answer.onComplete(poll::answered, poll::failed);
        }
        return poll.result().onComplete(done -> asking = null);
    }
}
