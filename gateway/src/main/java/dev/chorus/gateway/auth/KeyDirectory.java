package dev.chorus.gateway.auth;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.access.ApiKey;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.ReadApiKey;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The API keys that this gateway has asked for lately. A key is remembered for a moment only, so that a revoked one
 * stops working within that moment; keys that do not exist are remembered as well, so that guessing costs the services
 * nothing.
 */
public final class KeyDirectory {
    private static final Pattern KEY_SID = Pattern.compile("(SK|AC)[a-f0-9]{32}");
    private static final int CAPACITY = 10_000;

    private final CommandBus bus;
    private final Clock clock;
    private final Duration freshFor;
    private final Map<String, KeyDirectory.Entry> entries = new LinkedHashMap<>(16, 0.75f, false) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, KeyDirectory.Entry> eldest) {
            return size() > CAPACITY;
        }
    };

    /**
     * A directory for one event loop.
     *
     * @param bus how the services are asked
     * @param clock the time
     * @param freshFor for how long an answer is good
     */
    public KeyDirectory(CommandBus bus, Clock clock, Duration freshFor) {
        this.bus = bus;
        this.clock = clock;
        this.freshFor = freshFor;
    }

    /** The key with this sid. Fails with {@link ErrorCode#TOKEN_ISSUER_INVALID} if there is none. */
    public Future<ApiKey> find(String sid) {
        if (!KEY_SID.matcher(sid).matches()) {
            return Future.failedFuture(new RequestFailedException(ErrorCode.TOKEN_ISSUER_INVALID));
        }
        long now = clock.millis();
        Entry known = entries.get(sid);
        if (known != null && known.untilMillis > now) {
            return known.key;
        }
        Future<ApiKey> asked = bus.request(BusAddress.SYNC, Caller.system(), new ReadApiKey(sid));
        Entry entry = new Entry(asked, now + freshFor.toMillis());
        entries.remove(sid);
        entries.put(sid, entry);
        asked.onFailure(failure -> {
            if (failure instanceof RequestFailedException refusal
                    && refusal.code().retryable()) {
                entries.remove(sid, entry);
            }
        });
        return asked;
    }

    /** How many keys are remembered. */
    public int size() {
        return entries.size();
    }

    /** Forgets keys, of which one has heard that they are good no more. */
    public void forget(Collection<String> sids) {
        sids.forEach(entries::remove);
    }

    private record Entry(Future<ApiKey> key, long untilMillis) {}
}
