package dev.chorus.contract.webhook;

import dev.chorus.contract.Reply;
import java.util.Map;

/**
 * What became of an event that was to be sent to a back end.
 *
 * @param id its place in the list
 * @param event the event's name
 * @param url where it was sent
 * @param method GET or POST
 * @param parameters what was sent
 * @param attempts how often it was tried
 * @param outcome the status that was answered, or why nothing was
 * @param atMillis when that was, epoch milliseconds
 */
public record DeliveryState(
        String id,
        String event,
        String url,
        String method,
        Map<String, String> parameters,
        int attempts,
        String outcome,
        long atMillis)
        implements Reply {}
