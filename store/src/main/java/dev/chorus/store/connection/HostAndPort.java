package dev.chorus.store.connection;

/**
 * Where a server listens.
 *
 * @param host a name or an address; one of IPv6 in brackets
 * @param port its port
 */
record HostAndPort(String host, int port) {
    static HostAndPort of(String host, int port) {
        return new HostAndPort(host.indexOf(':') >= 0 && !host.startsWith("[") ? '[' + host + ']' : host, port);
    }

    /** Reads {@code host:port}, where the host may be left out and is the other one then. */
    static HostAndPort parse(String text, String otherHost) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon);
        return of(host.isEmpty() ? otherHost : host, Integer.parseInt(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return host + ':' + port;
    }
}
