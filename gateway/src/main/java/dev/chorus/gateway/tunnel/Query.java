package dev.chorus.gateway.tunnel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Query parameters, which are percent-encoded wherever they come from. */
public final class Query {
    private Query() {}

    /** Reads the part of a URL behind its question mark. */
    public static Map<String, List<String>> parse(@Nullable String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            add(parameters, name, value);
        }
        return parameters;
    }

    /** Adds one parameter whose name and value are still encoded. */
    public static void add(Map<String, List<String>> parameters, String encodedName, String encodedValue) {
        parameters
                .computeIfAbsent(PathTemplate.decode(encodedName), name -> new ArrayList<>(1))
                .add(PathTemplate.decode(encodedValue));
    }
}
