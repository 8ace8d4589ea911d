package dev.chorus.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.server.ParsedOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DoctorTest {
    @Test
    void aCheckWithoutAnEndIsLeftBehindAtTheDeadline() {
        CountDownLatch never = new CountDownLatch(1);

        Report report = new Doctor(
                        List.of(check("endless", Set.of(), findings -> await(never))), Duration.ofMillis(100))
                .examine(examination());

        assertThat(report.healthy()).isFalse();
        assertThat(report.findings().get(0).words()).startsWith("not done when all");
    }

    @Test
    void whatDependsOnAFailureIsLeftOutAndSoIsWhatDependsOnThat() {
        Report report = new Doctor(
                        List.of(
                                check("first", Set.of(), findings -> findings.wrong("broken", "mend it")),
                                check("second", Set.of("first"), findings -> findings.ok("never seen")),
                                check("third", Set.of("second"), findings -> findings.ok("never seen")),
                                check("other", Set.of(), findings -> findings.ok("fine"))),
                        Duration.ofSeconds(10))
                .examine(examination());

        assertThat(report.findings())
                .containsExactly(
                        new Finding.Wrong("first", "broken", "mend it"),
                        new Finding.LeftOut("second", "because of what is said of first"),
                        new Finding.LeftOut("third", "because of what is said of second"),
                        new Finding.Ok("other", "fine"));
    }

    @Test
    void aReportIsForPeopleAndForMachines() {
        Report report = new Report(List.of(
                new Finding.Ok("options", "as they should be"),
                new Finding.Warning("redis", "slow", "move it"),
                new Finding.Wrong("ports", "taken", "free them")));

        assertThat(report.toText()).isEqualTo("""
                          ok       options  as they should be
                          warning  redis    slow
                                            -> move it
                          WRONG    ports    taken
                                            -> free them

                        1 wrong, 1 warning, 1 ok, 0 not looked at
                        """);
        assertThat(report.toJson().getBoolean("healthy")).isFalse();
        assertThat(report.toJson().getJsonArray("findings").getJsonObject(1).getMap())
                .isEqualTo(Map.of("check", "redis", "result", "warning", "words", "slow", "remedy", "move it"));
    }

    private static Examination examination() {
        return new Examination(ParsedOptions.of(), Map.of(), Set.of());
    }

    private static Check check(String name, Set<String> needs, java.util.function.Consumer<Findings> look) {
        return new Check() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Set<String> needs() {
                return needs;
            }

            @Override
            public void look(Examination examination, Findings findings) {
                look.accept(findings);
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
