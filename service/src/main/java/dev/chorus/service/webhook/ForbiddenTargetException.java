package dev.chorus.service.webhook;

/** A webhook leads to where this server must not call. */
final class ForbiddenTargetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ForbiddenTargetException(String host) {
        super(host + " is an address of a private network, which webhooks may not lead to");
    }
}
