package dev.chorus.contract.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes the webhooks of chat in the caller's service; only the back end may. What is null stays as it is, an empty text is
 * none.
 *
 * @param preUrl see {@link ChatWebhooks#preUrl()}
 * @param postUrl see {@link ChatWebhooks#postUrl()}
 * @param method see {@link ChatWebhooks#method()}
 * @param filters see {@link ChatWebhooks#filters()}
 * @param preRetries see {@link ChatWebhooks#preRetries()}
 * @param postRetries see {@link ChatWebhooks#postRetries()}
 */
public record UpdateChatWebhooks(
        @Nullable String preUrl,
        @Nullable String postUrl,
        @Nullable String method,
        @Nullable List<String> filters,
        @Nullable Long preRetries,
        @Nullable Long postRetries)
        implements AccessCommand<ServiceSettings> {}
