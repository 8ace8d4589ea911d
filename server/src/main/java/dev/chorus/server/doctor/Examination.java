package dev.chorus.server.doctor;

import dev.chorus.server.ServerOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the checks look at, and what earlier ones found that later ones need. */
public final class Examination implements AutoCloseable {
    private final ServerOptions options;
    private final Map<String, String> environment;
    private final Set<String> unknownVariables;
    private volatile @Nullable String holder;
    private volatile List<RedisSession> redis = List.of();
    private volatile boolean gatewayAlive;

    /**
     * An examination that has not begun.
     *
     * @param options how the process would run, or runs
     * @param environment its environment
     * @param unknownVariables those of it that look as if they were options, and are none
     */
    public Examination(ServerOptions options, Map<String, String> environment, Set<String> unknownVariables) {
        this.options = options;
        this.environment = Map.copyOf(environment);
        this.unknownVariables = Set.copyOf(unknownVariables);
    }

    ServerOptions options() {
        return options;
    }

    Set<String> unknownVariables() {
        return unknownVariables;
    }

    /** A variable that is set; null where it is empty or not there. */
    @Nullable
    String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Whether a Chorus uses the data folder now: then this is a look at what runs, and not at what is to start. */
    boolean isRunning() {
        return holder != null;
    }

    void heldBy(String process) {
        holder = process;
    }

    /** The servers that hold the data: one, or a cluster's primaries. */
    List<RedisSession> redis() {
        return redis;
    }

    void reached(List<RedisSession> sessions) {
        redis = List.copyOf(sessions);
    }

    /** Asks the server that has a key, which another one of a Redis Cluster names. */
    @Nullable
    Object askFor(String key, String... words) throws java.io.IOException {
        try {
            return redis.get(0).ask(words);
        } catch (RedisRefusal refusal) {
            String[] moved = String.valueOf(refusal.getMessage()).split(" ");
            if (!refusal.code().equals("MOVED") || moved.length < 3) {
                throw refusal;
            }
            for (RedisSession session : redis) {
                if (session.place().name().equals(moved[2])) {
                    return session.ask(words);
                }
            }
            throw new RedisRefusal(key + " is on " + moved[2] + ", which is not reached");
        }
    }

    /** Whether a gateway of the cluster holds a lease. */
    boolean isGatewayAlive() {
        return gatewayAlive;
    }

    void gatewayIsAlive() {
        gatewayAlive = true;
    }

    @Override
    public void close() {
        redis.forEach(RedisSession::close);
    }
}
