package dev.chorus.contract.session;

/**
 * Asks all gateways for the connections to a service. Each event loop of each gateway answers with
 * {@link ConnectionsFound}.
 *
 * @param accountSid the account, {@code AC…}
 * @param serviceSid the service, {@code IS…}
 * @param replyAddress the address of the bus to which the answers go
 */
public record ConnectionsAsked(String accountSid, String serviceSid, String replyAddress) {}
