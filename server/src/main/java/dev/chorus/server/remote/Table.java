package dev.chorus.server.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines in columns, for a terminal. */
final class Table {
    private Table() {}

    /** What some resources have in these fields, with the names of the fields above. */
    static String of(List<JsonNode> resources, String... fields) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(Arrays.stream(fields).map(field -> field.replace('_', ' ')).toList());
        for (JsonNode resource : resources) {
            rows.add(Arrays.stream(fields)
                    .map(field -> resource.path(field).asText(""))
                    .map(text -> text.equals("null") ? "" : text)
                    .toList());
        }
        StringBuilder lines = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < fields.length; i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(each -> each.get(column).length())
                        .max()
                        .orElse(0);
                line.append(row.get(i)).append(" ".repeat(width - row.get(i).length() + 2));
            }
            lines.append(line.toString().stripTrailing()).append('\n');
        }
        return lines.toString();
    }
}
