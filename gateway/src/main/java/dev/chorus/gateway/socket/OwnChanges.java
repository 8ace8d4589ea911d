package dev.chorus.gateway.socket;

import dev.chorus.contract.change.Change;
import dev.chorus.gateway.subscription.Subscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The requests of a connection that have no answer yet, and the subscriptions that wait for one: the answer to a
 * request goes out before the change that it caused (sync specification, section 20, rule 1).
 */
final class OwnChanges {
    private final Set<Long> unanswered = new HashSet<>();
    private final Set<Subscription> blocked = new LinkedHashSet<>(0);
    private final Map<Long, List<Runnable>> behindAnswers = new HashMap<>(0);
    private long lastRequestNumber;

    /** Begins a request and numbers it. */
    long begin() {
        long number = ++lastRequestNumber;
        unanswered.add(number);
        return number;
    }

    /** Ends a request whose answer was written, and lets go on who waited for it. */
    void answered(long requestNumber) {
        unanswered.remove(requestNumber);
        List<Runnable> actions = behindAnswers.remove(requestNumber);
        if (actions != null) {
            actions.forEach(Runnable::run);
        }
        if (!blocked.isEmpty()) {
            List<Subscription> waiting = new ArrayList<>(blocked);
            blocked.clear();
            waiting.forEach(Subscription::proceed);
        }
    }

    /** Has something done when a request's answer was written. */
    void afterAnswer(long requestNumber, Runnable action) {
        behindAnswers
                .computeIfAbsent(requestNumber, number -> new ArrayList<>(1))
                .add(action);
    }

    boolean isUnanswered(Change change) {
        return unanswered.contains(change.requestNumber());
    }

    long lastUnanswered() {
        return unanswered.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    boolean isUnansweredUpTo(long requestNumber) {
        return requestNumber > 0 && unanswered.stream().anyMatch(number -> number <= requestNumber);
    }

    int unanswered() {
        return unanswered.size();
    }

    void block(Subscription subscription) {
        blocked.add(subscription);
    }

    void clear() {
        blocked.clear();
        behindAnswers.clear();
        unanswered.clear();
    }
}
