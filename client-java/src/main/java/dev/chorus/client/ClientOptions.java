package dev.chorus.client;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/**
 * What both clients can be told at their construction. It is a value: each {@code with…} gives another one.
 *
 * @param urls where Chorus is, tried in turn whenever a connection fails: {@code https://chorus.example.com} for instance
 * @param logLevel what is logged, under the name {@code dev.chorus.client}
 * @param outboxLimit how many calls may wait for an answer or a connection at once; the next one fails
 * @param backoff the pauses between attempts to connect
 * @param publicChannels whether a messaging client knows public channels without joining them, and tells of new ones
 * @param onPacket sees each packet, for developers' tools; called on the client's event loop
 */
public record ClientOptions(
        List<String> urls,
        System.Logger.Level logLevel,
        int outboxLimit,
        Backoff backoff,
        boolean publicChannels,
        Consumer<PacketTrace> onPacket) {
    /** Sees nothing. */
    public static final Consumer<PacketTrace> NO_TRACE = packet -> {};

    /** How many calls may wait unless something else is said. */
    public static final int DEFAULT_OUTBOX_LIMIT = 10_000;

    /** Checks the URLs. */
    public ClientOptions {
        urls = urls.stream().map(ClientOptions::socketUrl).toList();
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("url: missing (expected: where Chorus is)");
        }
        if (outboxLimit < 1) {
            throw new IllegalArgumentException("outboxLimit: " + outboxLimit + " (expected: >= 1)");
        }
    }

    /** The defaults, for a Chorus at these URLs. */
    public static ClientOptions of(String... urls) {
        return new ClientOptions(
                List.of(urls), System.Logger.Level.ERROR, DEFAULT_OUTBOX_LIMIT, Backoff.DEFAULT, true, NO_TRACE);
    }

    /** The same with another level of logging. */
    public ClientOptions withLogLevel(System.Logger.Level level) {
        return new ClientOptions(urls, level, outboxLimit, backoff, publicChannels, onPacket);
    }

    /** The same with another limit of calls that wait. */
    public ClientOptions withOutboxLimit(int limit) {
        return new ClientOptions(urls, logLevel, limit, backoff, publicChannels, onPacket);
    }

    /** The same with other pauses between attempts to connect. */
    public ClientOptions withBackoff(Backoff pauses) {
        return new ClientOptions(urls, logLevel, outboxLimit, pauses, publicChannels, onPacket);
    }

    /** The same with or without public channels that are not joined. */
    public ClientOptions withPublicChannels(boolean known) {
        return new ClientOptions(urls, logLevel, outboxLimit, backoff, known, onPacket);
    }

    /** The same with somebody who sees each packet. */
    public ClientOptions withPacketTrace(Consumer<PacketTrace> trace) {
        return new ClientOptions(urls, logLevel, outboxLimit, backoff, publicChannels, trace);
    }

    private static String socketUrl(String url) {
        String scheme = String.valueOf(URI.create(url).getScheme());
        if (!List.of("http", "https", "ws", "wss").contains(scheme)) {
            throw new IllegalArgumentException("url: " + url + " (expected: http, https, ws or wss)");
        }
        return url.replaceFirst("^http", "ws").replaceFirst("/+$", "");
    }
}
