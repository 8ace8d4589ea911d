package dev.chorus.gateway.dialect.backend;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parameters in the form of parts, in which some older helper libraries send them. */
final class MultipartForm {
    private static final Pattern BOUNDARY = Pattern.compile("(?i);\\s*boundary=(?:\"([^\"]{1,70})\"|([^;\\s]{1,70}))");
    private static final Pattern NAME = Pattern.compile("(?i)content-disposition:[^\r\n]*;\\s*name=\"([^\"]*)\"");
    private static final String LINE = "\r\n";

    private MultipartForm() {}

    static boolean is(String contentType) {
        return contentType.regionMatches(true, 0, "multipart/form-data", 0, "multipart/form-data".length());
    }

    /** Reads all parts as texts. */
    static Map<String, List<String>> parse(String contentType, byte[] body) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw new RequestFailedException(ErrorCode.BAD_REQUEST, "The parts have no boundary");
        }
        String delimiter = LINE + "--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
        // Byte by byte, so that nothing is lost between the delimiters.
        String text = LINE + new String(body, StandardCharsets.ISO_8859_1);
        Map<String, List<String>> values = new LinkedHashMap<>();
        int from = text.indexOf(delimiter);
        while (from >= 0) {
            int begin = from + delimiter.length();
            int end = text.indexOf(delimiter, begin);
            if (end > begin) {
                add(values, text.substring(begin, end));
            }
            from = end;
        }
        return values;
    }

    private static void add(Map<String, List<String>> values, String part) {
        int head = part.indexOf(LINE + LINE);
        Matcher name = NAME.matcher(head < 0 ? "" : part.substring(0, head));
        if (name.find()) {
            values.computeIfAbsent(utf8(name.group(1)), first -> new ArrayList<>(1))
                    .add(utf8(part.substring(head + 2 * LINE.length())));
        }
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
