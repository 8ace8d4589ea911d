package dev.chorus.contract.session;

/**
 * A first-generation socket of an identity can be told things. Gateways tell each other, since whoever answers a client's
 * plain request may be another one than the one that has its socket.
 *
 * @param serviceSid the service, {@code IS…}
 * @param identity whose socket
 */
public record SocketReady(String serviceSid, String identity) {}
