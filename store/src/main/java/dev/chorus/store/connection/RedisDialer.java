package dev.chorus.store.connection;

import dev.chorus.store.RedisAccess;
import dev.chorus.store.StoreOptions;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How servers are called: with which password, over TLS or not. Secrets go to the client apart from the address, so that
 * no message that names an address has one.
 */
final class RedisDialer {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final int DEFAULT_PORT = 6379;

    private final Vertx vertx;
    private final StoreOptions options;
    private final List<URI> uris;
    private final boolean tls;

    RedisDialer(Vertx vertx, StoreOptions options) {
        this.vertx = vertx;
        this.options = options;
        this.uris = options.uris().stream().map(URI::create).toList();
        this.tls = uris.get(0).getScheme().equals("rediss");
    }

    /** The servers that were named: the one, or Sentinels, or members of a cluster. */
    List<HostAndPort> named() {
        return uris.stream()
                .map(uri -> HostAndPort.of(uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort()))
                .toList();
    }

    /** A client of a server that holds data. */
    Redis dataServer(HostAndPort at) {
        RedisAccess access = options.access();
        URI uri = uris.get(0);
        boolean ofSentinel = options.type() == RedisClientType.SENTINEL;
        String ownPassword = access.password();
        String inUri = secret(uri);
        // With Sentinels the address is theirs, so what is said for Redis itself goes before it.
        boolean own = ownPassword != null && (ofSentinel || inUri == null);
        String path = uri.getPath() == null ? "" : uri.getPath();
        return client(at, path, own ? access.user() : user(uri), own ? ownPassword : inUri);
    }

    /** A client of a Sentinel. */
    Redis sentinel(int number) {
        URI uri = uris.get(number);
        String inUri = secret(uri);
        String password = inUri == null ? options.access().sentinelPassword() : inUri;
        return client(named().get(number), "", user(uri), password);
    }

    private Redis client(HostAndPort at, String database, @Nullable String user, @Nullable String password) {
        return Redis.createClient(
                vertx,
                new RedisOptions()
                        .setType(RedisClientType.STANDALONE)
                        .setConnectionString((tls ? "rediss://" : "redis://") + at + database)
                        // Scripts are traced by their names, where they are run.
                        .setTracingPolicy(TracingPolicy.IGNORE)
                        .setUser(user)
                        .setPassword(password)
                        // What is in flight is bounded here; beside it there are beats and waits for replicas.
                        .setMaxWaitingHandlers(2 * options.inFlight() + 256)
                        .setNetClientOptions(net()));
    }

    private NetClientOptions net() {
        NetClientOptions net = new NetClientOptions()
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
        if (tls) {
            net.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
            if (options.access().authorities() != null) {
                net.setTrustOptions(new PemTrustOptions()
                        .addCertPath(options.access().authorities().toString()));
            }
        }
        return net;
    }

    private static @Nullable String user(URI uri) {
        String info = uri.getRawUserInfo();
        int colon = info == null ? -1 : info.indexOf(':');
        return info == null || colon <= 0 ? null : decode(info.substring(0, colon));
    }

    private static @Nullable String secret(URI uri) {
        String info = uri.getRawUserInfo();
        int colon = info == null ? -1 : info.indexOf(':');
        return info == null || colon < 0 ? null : decode(info.substring(colon + 1));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
