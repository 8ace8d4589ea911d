package dev.chorus.server.doctor;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Everything that was found, in the order in which it was looked at.
 *
 * @param findings one or more for each check
 */
public record Report(List<Finding> findings) {
    /** Copies the list. */
    public Report {
        findings = List.copyOf(findings);
    }

    /** Whether nothing is wrong; warnings do not count. */
    public boolean healthy() {
        return count(Finding.Wrong.class) == 0;
    }

    /** The findings for a person: a line for each, and below it what to do. */
    public String toText() {
        int width = findings.stream()
                .mapToInt(finding -> finding.check().length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(String.format("  %-7s  %-" + Math.max(1, width) + "s  ", label(finding), finding.check()))
                    .append(finding.words())
                    .append('\n');
            String remedy = remedy(finding);
            if (!remedy.isEmpty()) {
                text.append(" ".repeat(width + 13)).append("-> ").append(remedy).append('\n');
            }
        }
        return text.append('\n')
                .append(count(Finding.Wrong.class))
                .append(" wrong, ")
                .append(count(Finding.Warning.class))
                .append(count(Finding.Warning.class) == 1 ? " warning, " : " warnings, ")
                .append(count(Finding.Ok.class))
                .append(" ok, ")
                .append(count(Finding.LeftOut.class))
                .append(" not looked at\n")
                .toString();
    }

    /** The findings for a machine. */
    public JsonObject toJson() {
        JsonArray list = new JsonArray();
        for (Finding finding : findings) {
            JsonObject one = new JsonObject()
                    .put("check", finding.check())
                    .put("result", label(finding).toLowerCase(java.util.Locale.ROOT))
                    .put("words", finding.words());
            if (!remedy(finding).isEmpty()) {
                one.put("remedy", remedy(finding));
            }
            list.add(one);
        }
        return new JsonObject()
                .put("healthy", healthy())
                .put("wrong", count(Finding.Wrong.class))
                .put("warnings", count(Finding.Warning.class))
                .put("findings", list);
    }

    private long count(Class<? extends Finding> kind) {
        return findings.stream().filter(kind::isInstance).count();
    }

    private static String label(Finding finding) {
        if (finding instanceof Finding.Wrong) {
            return "WRONG";
        }
        if (finding instanceof Finding.Warning) {
            return "warning";
        }
        return finding instanceof Finding.Ok ? "ok" : "skipped";
    }

    private static String remedy(Finding finding) {
        if (finding instanceof Finding.Wrong wrong) {
            return wrong.remedy();
        }
        return finding instanceof Finding.Warning warning ? warning.remedy() : "";
    }
}
