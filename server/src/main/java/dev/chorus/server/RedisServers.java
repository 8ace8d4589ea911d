package dev.chorus.server;

import dev.chorus.store.StoreOptions;
import io.vertx.redis.client.RedisClientType;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Redis to use. Its addresses may hold a password, so no message and no text of this class repeats them.
 *
 * @param uris one for a single server; one or more for the Sentinels or the members of a cluster
 * @param type what they are
 * @param master the name that the Sentinels know the master by; null elsewhere
 */
public record RedisServers(
        List<String> uris, RedisClientType type, @Nullable String master) {
    private static final Pattern URI = Pattern.compile("(rediss?|redis\\+\\w+)://[^\\s,]+");

    /** Checks what belongs together. */
    public RedisServers {
        uris = List.copyOf(uris);
        if (uris.isEmpty() || !uris.stream().allMatch(uri -> URI.matcher(uri).matches())) {
            throw new ConfigurationException(
                    "redis: not a URI (expected: redis://[:password@]host:port, several with commas between)");
        }
        if (type != RedisClientType.SENTINEL && type != RedisClientType.CLUSTER && uris.size() > 1) {
            throw new ConfigurationException(
                    "redis: " + uris.size() + " servers (expected: one, or --redis-type sentinel or cluster)");
        }
        if ((type == RedisClientType.SENTINEL) != (master != null)) {
            throw new ConfigurationException("redis-master: " + (master == null ? "missing" : "given without Sentinels")
                    + " (expected: the master's name with --redis-type sentinel, and only there)");
        }
    }

    /** Reads a list with commas between. */
    static RedisServers parse(String uris, RedisClientType type, @Nullable String master) {
        return new RedisServers(Arrays.stream(uris.split(",")).map(String::trim).toList(), type, master);
    }

    /** One server. */
    public static RedisServers standalone(String uri) {
        return new RedisServers(List.of(uri), RedisClientType.STANDALONE, null);
    }

    StoreOptions toStoreOptions() {
        return StoreOptions.of(uris, type, master);
    }

    @Override
    public String toString() {
        return "RedisServers[type=" + type + ", servers=" + uris.size() + "]";
    }
}
