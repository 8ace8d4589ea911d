package dev.chorus.contract.access;

import org.jspecify.annotations.Nullable;

/**
 * Who asks, and through what: the authenticated identity and the cause that a change will be marked with.
 *
 * @param accountSid the account, {@code AC…}
 * @param serviceSid the service instance whose objects are meant, {@code IS…}
 * @param identity the client's identity, or a name for the back end
 * @param backEnd whether the account itself asks; it may do everything in its services
 * @param connection the gateway connection, empty where there is none that wants its own changes marked
 * @param requestNumber the number of the request on that connection, counted from 1; 0 without a connection
 * @param told whether webhooks hear of what the caller does: of what clients do always, of what back ends do if they ask
 * @param requestId the client's id of the request, under which a repetition is recognised
 */
public record Caller(
        String accountSid,
        String serviceSid,
        String identity,
        boolean backEnd,
        String connection,
        long requestNumber,
        boolean told,
        @Nullable String requestId) {

    /** The identity under which back ends act, which no user has. */
    public static final String BACK_END = "system";

    /** A caller of whom webhooks hear, unless it is a back end. */
    public Caller(
            String accountSid,
            String serviceSid,
            String identity,
            boolean backEnd,
            String connection,
            long requestNumber,
            @Nullable String requestId) {
        this(accountSid, serviceSid, identity, backEnd, connection, requestNumber, !backEnd, requestId);
    }

    /** The cluster itself, for requests that no client caused. */
    public static Caller system() {
        return new Caller("", "", BACK_END, true, "", 0, null);
    }

    /** The account's back end, acting on one of its services. */
    public static Caller backEnd(String accountSid, String serviceSid) {
        return new Caller(accountSid, serviceSid, BACK_END, true, "", 0, null);
    }

    /** The same caller, with a request that can be told from others. */
    public Caller withRequestId(String id) {
        return new Caller(accountSid, serviceSid, identity, backEnd, connection, requestNumber, told, id);
    }

    /** The same caller, of whom webhooks hear or do not. */
    public Caller told(boolean hear) {
        return new Caller(accountSid, serviceSid, identity, backEnd, connection, requestNumber, hear, requestId);
    }
}
