package dev.chorus.store.connection;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/**
 * What the Sentinels say when all of them are asked at once. The newest counts, since one that is cut off with an old
 * primary goes on naming that. A failover is the decision of a majority, so that of any majority one knows the latest:
 * who has heard so many need not wait for the others.
 */
final class SentinelPoll {
    private final int asked;
    private final Promise<Result> result = Promise.promise();
    private int answers;
    private int failures;
    private boolean disputed;
    private @Nullable Named newest;

    SentinelPoll(int asked) {
        this.asked = asked;
    }

    /** Completes once a majority has answered, or nobody else will; fails where nobody knows. */
    Future<Result> result() {
        return result.future();
    }

    void answered(Named named) {
        answers++;
        if (newest == null || named.epoch > newest.epoch) {
            newest = named;
            disputed = false;
        } else if (named.epoch == newest.epoch && !named.at.equals(newest.at)) {
            disputed = true;
        }
        decide("");
    }

    void failed(Throwable failure) {
        failures++;
        decide(": " + failure.getMessage());
    }

    private void decide(String reason) {
        boolean ofMajority = answers > asked / 2;
        if (!ofMajority && answers + failures < asked) {
            return;
        }
        Named named = newest;
        if (named == null) {
            result.tryFail(
                    new RedisRefusedException(RedisCondition.UNREACHABLE, "no Sentinel names a primary" + reason));
        } else {
            result.tryComplete(new Result(named.at, ofMajority && !disputed));
        }
    }

    /**
     * What one of them names.
     *
     * @param at where the primary is
     * @param epoch the number of the failover that made it the primary
     */
    record Named(HostAndPort at, long epoch) {}

    /**
     * What all of them together say.
     *
     * @param at where the primary is
     * @param ofMajority whether a majority was heard and nobody as new names another, so that there is nothing newer
     */
    record Result(HostAndPort at, boolean ofMajority) {}
}
