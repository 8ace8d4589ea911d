package dev.chorus.server.doctor;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A server as a URI names it.
 *
 * @param host its host
 * @param port its port
 * @param tls whether it is spoken to with TLS
 * @param user who one is there; null for the default user
 * @param password with which password; null for none
 * @param database which database
 */
record RedisPlace(
        String host,
        int port,
        boolean tls,
        @Nullable String user,
        @Nullable String password,
        int database) {
    private static final int REDIS_PORT = 6379;
    /** What a form would take for a blank is a plus in a URI. */
    private static final String PLUS = "%2B";

    /**
     * Reads an address.
     *
     * @param text what the option says
     * @param user who one is where the address does not say
     * @param secret the password where the address has none
     */
    static RedisPlace of(String text, @Nullable String user, @Nullable String secret) throws StepFailure {
        URI uri;
        try {
            uri = new URI(text);
        } catch (java.net.URISyntaxException e) {
            uri = null;
        }
        if (uri == null || uri.getHost() == null) {
            throw new StepFailure(
                    "a URI in --redis cannot be read: a character of its password or host has no place there",
                    "Percent-encode the special characters of a password or give it as CHORUS_REDIS_PASSWORD.");
        }
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        String[] login = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        boolean own = login.length == 2;
        return new RedisPlace(
                uri.getHost(),
                uri.getPort() < 0 ? REDIS_PORT : uri.getPort(),
                "rediss".equals(uri.getScheme()),
                own ? decoded(login[0]) : user,
                own ? decoded(login[1]) : secret,
                path.matches("\\d{1,4}") ? Integer.parseInt(path) : 0);
    }

    /** Another server that one is let into in the same way. */
    RedisPlace at(String otherHost, int otherPort) {
        return new RedisPlace(otherHost, otherPort, tls, user, password, database);
    }

    String name() {
        return host + ":" + port;
    }

    /** Names the place without its password. */
    @Override
    public String toString() {
        return name();
    }

    private static @Nullable String decoded(String part) {
        return part.isEmpty() ? null : URLDecoder.decode(part.replace("+", PLUS), StandardCharsets.UTF_8);
    }
}
