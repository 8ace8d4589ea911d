package dev.chorus.server.doctor;

import dev.chorus.server.ParsedOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What checks say of options and an environment; the whole report, and nothing that only a check knows. */
final class Looked {
    private Looked() {}

    /** What these checks find, those that others need before them. */
    static List<Finding> with(List<Check> checks, Map<String, String> environment, String... options) {
        Examination examination = new Examination(ParsedOptions.of(options), environment, Set.of());
        return new Doctor(checks, Duration.ofSeconds(60)).examine(examination).findings();
    }

    static List<Finding> with(Check check, Map<String, String> environment, String... options) {
        return with(List.of(check), environment, options);
    }

    static List<Finding> with(Check check, String... options) {
        return with(check, Map.of(), options);
    }

    /** What a check finds in a Redis. */
    static List<Finding> in(Check check, String uri, String... more) {
        List<String> options = new ArrayList<>(List.of("--redis", uri));
        options.addAll(List.of(more));
        return with(List.of(new RedisCheck(), check), Map.of(), options.toArray(new String[0])).stream()
                .filter(finding -> finding.check().equals(check.name()))
                .toList();
    }

    /** What is said by a judgement of numbers that no machine here has. */
    static List<Finding> by(Consumer<Findings> judgement) {
        Findings findings = new Findings("judged");
        judgement.accept(findings);
        return findings.list();
    }

    static Finding.Wrong wrong(List<Finding> findings) {
        return only(Finding.Wrong.class, findings);
    }

    static Finding.Warning warning(List<Finding> findings) {
        return only(Finding.Warning.class, findings);
    }

    static Finding.Ok ok(List<Finding> findings) {
        return only(Finding.Ok.class, findings);
    }

    private static <F extends Finding> F only(Class<F> kind, List<Finding> findings) {
        List<F> of = findings.stream().filter(kind::isInstance).map(kind::cast).toList();
        if (of.size() != 1) {
            throw new AssertionError("not one " + kind.getSimpleName() + ": " + findings);
        }
        return of.get(0);
    }
}
