package dev.chorus.gateway.tunnel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path with named segments, such as {@code /v3/Maps/{id}/Items/{key}}. Paths are split first and decoded then, and
 * never normalised: a map's key may be {@code ..} or contain an encoded slash (sync specification, section 9.1).
 */
final class PathTemplate {
    private final List<String> segments;

    PathTemplate(String template) {
        this.segments = split(template);
    }

    /** The values of the named segments in their order, or null if the path is another one. */
    @Nullable
    List<String> match(List<String> encoded) {
        if (encoded.size() != segments.size()) {
            return null;
        }
        List<String> values = new ArrayList<>(2);
        for (int i = 0; i < encoded.size(); i++) {
            String expected = segments.get(i);
            if (expected.startsWith("{")) {
                if (encoded.get(i).isEmpty()) {
                    return null;
                }
                values.add(decode(encoded.get(i)));
            } else if (!expected.equals(encoded.get(i))) {
                return null;
            }
        }
        return values;
    }

    /** The path as it was given. */
    @Override
    public String toString() {
        return "/" + String.join("/", segments);
    }

    static List<String> split(String path) {
        List<String> parts = new ArrayList<>(6);
        int from = path.startsWith("/") ? 1 : 0;
        for (int slash = path.indexOf('/', from); slash >= 0; slash = path.indexOf('/', from)) {
            parts.add(path.substring(from, slash));
            from = slash + 1;
        }
        parts.add(path.substring(from));
        return parts;
    }

    /** Percent-decoding of one segment or parameter: a plus stays a plus, and a malformed sequence stays as it is. */
    static String decode(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        byte[] in = encoded.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        for (int i = 0; i < in.length; i++) {
            int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(in[i + 2], 16) : -1;
            if (low >= 0) {
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.write(in[i]);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
