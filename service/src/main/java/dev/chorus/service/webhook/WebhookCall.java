package dev.chorus.service.webhook;

import java.util.Map;

/**
 * One thing that a back end is to be asked or told.
 *
 * @param url where
 * @param method GET or POST
 * @param event the event's name
 * @param parameters what is said of it
 */
record WebhookCall(String url, String method, String event, Map<String, String> parameters) {
    /** The names of the parameters that are in all calls. */
    static final String EVENT = "EventType";

    static final String RETRY_COUNT = "RetryCount";
}
