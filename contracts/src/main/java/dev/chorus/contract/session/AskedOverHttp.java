package dev.chorus.contract.session;

/**
 * An identity asked for an object by plain HTTP, which belongs to none of its sockets and so counts for all of them.
 *
 * @param serviceSid the service, {@code IS…}
 * @param identity who asked
 * @param url the object's URL, as the client has it
 * @param afterEventId the last change that the answer told of
 */
public record AskedOverHttp(String serviceSid, String identity, String url, long afterEventId) {}
