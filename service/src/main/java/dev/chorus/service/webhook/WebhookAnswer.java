package dev.chorus.service.webhook;

import io.vertx.core.buffer.Buffer;

/**
 * What a back end answered.
 *
 * @param status the HTTP status
 * @param body the beginning of the body
 */
record WebhookAnswer(int status, Buffer body) {
    /** Whether it may be another one if asked again. */
    boolean isPassing() {
        return status == 408 || status == 425 || status == 429 || status >= 500;
    }
}
