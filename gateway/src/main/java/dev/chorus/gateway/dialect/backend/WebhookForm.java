package dev.chorus.gateway.dialect.backend;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of webhooks, which services and channels have in common. */
final class WebhookForm {
    private static final int LONGEST_URL = 512;
    private static final Pattern URL = Pattern.compile("https?://[^\\s/?#]+\\S*", Pattern.CASE_INSENSITIVE);

    private WebhookForm() {}

    /** A URL, which may be empty; null where it is absent. */
    static @Nullable String url(Form form, String name, ErrorCode otherwise) {
        return form.has(name) ? checked(form.text(name, ""), otherwise) : null;
    }

    /** A URL that was checked; an empty one is none. */
    static String checked(String url, ErrorCode otherwise) {
        if (!url.isEmpty() && (url.length() > LONGEST_URL || !URL.matcher(url).matches())) {
            throw new RequestFailedException(otherwise);
        }
        return url;
    }

    /** GET or POST, or empty; null where it is absent. */
    static @Nullable String method(Form form, String name) {
        if (!form.has(name)) {
            return null;
        }
        String method = form.text(name, "").toUpperCase(Locale.ROOT);
        if (!method.isEmpty() && !method.equals("GET") && !method.equals("POST")) {
            throw new RequestFailedException(ErrorCode.WEBHOOK_METHOD_INVALID);
        }
        return method;
    }
}
