package dev.chorus.gateway.dialect.sync;

import dev.chorus.contract.object.ObjectSid;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The absolute URLs of objects and items, as one client reaches them.
 *
 * @param base scheme, host and port
 */
record SyncUrls(String base) {
    String object(SyncResource resource, ObjectSid sid) {
        return base + resource.path() + "/" + sid;
    }

    String items(SyncResource resource, ObjectSid sid) {
        return object(resource, sid) + "/Items";
    }

    String item(SyncResource resource, ObjectSid sid, String key) {
        return items(resource, sid) + "/" + encode(key);
    }

    /** Percent-encoding of one path segment, in which a space is no plus. */
    private static String encode(String segment) {
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            boolean plain =
                    c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_';
            if (!plain) {
                return URLEncoder.encode(segment, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace(".", "%2E");
            }
        }
        return segment;
    }
}
