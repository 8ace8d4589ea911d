package dev.chorus.server;

import dev.chorus.store.RedisAccess;
import dev.chorus.store.StoreOptions;
import io.vertx.redis.client.RedisClientType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Redis to use. Its addresses may hold a password, so no message and no text of this class repeats them.
 *
 * @param uris one for a single server; one or more for the Sentinels or the members of a cluster
 * @param type what they are
 * @param master the name that the Sentinels know the master by; null elsewhere
 * @param access what they ask of those who connect
 * @param replicas how many replicas must have a write before it is acknowledged; 0 to ask none
 */
public record RedisServers(
        List<String> uris, RedisClientType type, @Nullable String master, RedisAccess access, int replicas) {
    private static final Pattern URI = Pattern.compile("rediss?://[^\\s,]+");

    /** Checks what belongs together. */
    public RedisServers {
        uris = List.copyOf(uris);
        if (uris.isEmpty() || !uris.stream().allMatch(uri -> URI.matcher(uri).matches())) {
            throw new ConfigurationException(
                    "redis: not a URI (expected: redis:// or rediss://[[user]:password@]host:port, several with commas)");
        }
        if (type != RedisClientType.SENTINEL && type != RedisClientType.CLUSTER && uris.size() > 1) {
            throw new ConfigurationException(
                    "redis: " + uris.size() + " servers (expected: one, or --redis-type sentinel or cluster)");
        }
        if ((type == RedisClientType.SENTINEL) != (master != null)) {
            throw new ConfigurationException("redis-master: " + (master == null ? "missing" : "given without Sentinels")
                    + " (expected: the master's name with --redis-type sentinel, and only there)");
        }
        if (access.authorities() != null && !Files.isReadable(access.authorities())) {
            throw new ConfigurationException(
                    "redis-ca: " + access.authorities() + " cannot be read (expected: a PEM file)");
        }
        if (access.authorities() != null && uris.stream().noneMatch(uri -> uri.startsWith("rediss:"))) {
            throw new ConfigurationException("redis-ca: given without TLS (expected: rediss:// in --redis)");
        }
    }

    /** Reads a list with commas between. */
    static RedisServers parse(String uris, RedisClientType type, @Nullable String master) {
        List<String> list = Arrays.stream(uris.split(",")).map(String::trim).toList();
        return new RedisServers(list, type, master, RedisAccess.OPEN, 0);
    }

    /** The same, with the secrets of the environment and the authorities of a file. */
    RedisServers withAccess(Map<String, String> environment, @Nullable Path authorities) {
        String user = secret(environment, "CHORUS_REDIS_USER");
        String password = secret(environment, "CHORUS_REDIS_PASSWORD");
        if (user != null && password == null) {
            throw new ConfigurationException("CHORUS_REDIS_USER: without CHORUS_REDIS_PASSWORD (expected: both)");
        }
        String sentinel = secret(environment, "CHORUS_REDIS_SENTINEL_PASSWORD");
        return new RedisServers(uris, type, master, new RedisAccess(user, password, sentinel, authorities), replicas);
    }

    /** The same, where a write is acknowledged once so many replicas have it. */
    RedisServers withReplicas(int wanted) {
        return new RedisServers(uris, type, master, access, wanted);
    }

    /** One server. */
    public static RedisServers standalone(String uri) {
        return new RedisServers(List.of(uri), RedisClientType.STANDALONE, null, RedisAccess.OPEN, 0);
    }

    StoreOptions toStoreOptions() {
        return StoreOptions.of(uris, type, master).withAccess(access).withReplicas(replicas);
    }

    private static @Nullable String secret(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    @Override
    public String toString() {
        return "RedisServers[type=" + type + ", servers=" + uris.size() + "]";
    }
}
