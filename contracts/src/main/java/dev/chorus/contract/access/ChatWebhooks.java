package dev.chorus.contract.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a back end is asked and told of a service's channels, and where (REST specification, sections 5.1 and 9.1).
 *
 * @param preUrl where it is asked before something happens; null for nowhere
 * @param postUrl where it is told what happened; null for nowhere
 * @param method GET or POST; null where nobody said, which is POST
 * @param filters the names of the events that it is asked and told of
 * @param preRetries how often it is asked again, 0 to 3
 * @param postRetries what was said of repetitions, 0 to 3
 * @param inChannels whether channels have webhooks of their own
 */
public record ChatWebhooks(
        @Nullable String preUrl,
        @Nullable String postUrl,
        @Nullable String method,
        List<String> filters,
        int preRetries,
        int postRetries,
        boolean inChannels) {
    /** Those of a service of which nobody said anything. */
    public static final ChatWebhooks NONE = new ChatWebhooks(null, null, null, List.of(), 0, 0, false);

    /** Whether anybody may want to be told of what happened. */
    public boolean tellsAnybody() {
        return postUrl != null || inChannels;
    }

    /** Whether the back end is asked before an event. */
    public boolean asksBefore(String event) {
        return preUrl != null && filters.contains(event);
    }
}
