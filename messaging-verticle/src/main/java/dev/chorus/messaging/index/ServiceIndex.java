package dev.chorus.messaging.index;

import dev.chorus.contract.channel.PublicChannels;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.messaging.script.MessagingScripts;
import dev.chorus.store.key.Partition;
import dev.chorus.store.script.RedisScript;
import dev.chorus.store.script.ScriptArguments;
import dev.chorus.store.script.ScriptReply;
import dev.chorus.store.script.ScriptRunner;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sids of a service's channels and users, the oldest first. An entry outlives what it names for a moment, so a
 * reader passes over what is gone.
 */
public final class ServiceIndex {
    private static final RedisScript READ = RedisScript.load("index/read_index");
    private static final Pattern PLACE = Pattern.compile("(\\d{1,15})-([A-Z]{2}[0-9a-f]{32})");

    private final ScriptRunner runner;
    private final MessagingScripts scripts;

    /** What is indexed, each in a sorted set of its own. */
    public enum Kind {
        PUBLIC_CHANNELS("public"),
        PRIVATE_CHANNELS("private"),
        USERS("users");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /**
     * A page of an index.
     *
     * @param sids what is on it
     * @param next where the next page begins; null if there is none
     */
    public record Page(List<String> sids, @Nullable String next) {}

    /** An index over these parts. */
    public ServiceIndex(ScriptRunner runner, MessagingScripts scripts) {
        this.runner = runner;
        this.scripts = scripts;
    }

    /** Enters something; what is entered stays where it is. */
    public Future<Void> enter(String service, Kind kind, String sid, long createdMillis) {
        Request request = Request.cmd(Command.ZADD)
                .arg(key(service, kind))
                .arg("NX")
                .arg(Math.max(0, createdMillis))
                .arg(sid);
        return runner.send(partition(service).number(), request).mapEmpty();
    }

    /** Takes something out. */
    public Future<Void> remove(String service, Kind kind, String sid) {
        Request request = Request.cmd(Command.ZREM).arg(key(service, kind)).arg(sid);
        return runner.send(partition(service).number(), request).mapEmpty();
    }

    /** Reads a page of one index, or of several as if they were one. Fails with {@link ErrorCode#PAGE_TOKEN_INVALID}. */
    public Future<Page> read(String service, List<Kind> kinds, @Nullable String from, int limit) {
        ScriptArguments arguments = new ScriptArguments();
        kinds.forEach(kind -> arguments.key(key(service, kind)));
        if (from == null) {
            arguments.add(0).add("");
        } else {
            Matcher place = PLACE.matcher(from);
            if (!place.matches()) {
                return Future.failedFuture(new RequestFailedException(ErrorCode.PAGE_TOKEN_INVALID));
            }
            arguments.add(Long.parseLong(place.group(1))).add(place.group(2));
        }
        return scripts.run(READ, partition(service), arguments.add(limit + 1L)).map(reply -> page(reply, limit));
    }

    private static Page page(ScriptReply reply, int limit) {
        List<String> sids = new ArrayList<>();
        for (int i = 1; i + 1 < reply.size() && sids.size() < limit; i += 2) {
            sids.add(reply.text(i));
        }
        boolean more = reply.size() > 1 + 2 * limit;
        return new Page(sids, more ? reply.number(2 * limit) + "-" + sids.get(limit - 1) : null);
    }

    private static Partition partition(String service) {
        return Partition.of(PublicChannels.of(service));
    }

    private static String key(String service, Kind kind) {
        return partition(service).prefix() + "index:" + service + ':' + kind.word;
    }
}
