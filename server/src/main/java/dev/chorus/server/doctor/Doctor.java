package dev.chorus.server.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs the checks one after another. The whole has a deadline: a check that is not done by then is left behind on its
 * thread, which does not keep the program alive.
 */
public final class Doctor {
    /** Time for everything: each step of a check has a shorter end of its own. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<Check> CHECKS = List.of(
            new OptionsCheck(),
            new SecretsCheck(),
            new JavaCheck(),
            new FilesCheck(),
            new DataFolderCheck(),
            new PortsCheck(),
            new ReadinessCheck(),
            new RedisCheck(),
            new RedisVersionCheck(),
            new RedisRoleCheck(),
            new RedisMemoryCheck(),
            new RedisDurabilityCheck(),
            new RedisClientsCheck(),
            new RedisRightsCheck(),
            new RedisLatencyCheck(),
            new ClockCheck(),
            new PeersCheck(),
            new InstancesCheck(),
            new PublicUrlCheck());

    private final List<Check> checks;
    private final Duration patience;

    /** The doctor that looks at everything. */
    public Doctor() {
        this(CHECKS, PATIENCE);
    }

    Doctor(List<Check> checks, Duration patience) {
        this.checks = checks;
        this.patience = patience;
    }

    /** Looks at everything and returns by the deadline. */
    public Report examine(Examination examination) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        List<Finding> all = new ArrayList<>();
        Set<String> failed = new HashSet<>();
        for (Check check : checks) {
            List<Finding> found = examine(check, examination, failed, deadlineNanos);
            if (found.stream().anyMatch(one -> one instanceof Finding.Wrong)
                    || found.stream().allMatch(one -> one instanceof Finding.LeftOut)) {
                failed.add(check.name());
            }
            all.addAll(found);
        }
        examination.close();
        return new Report(all);
    }

    private List<Finding> examine(Check check, Examination examination, Set<String> failed, long deadlineNanos) {
        Findings findings = new Findings(check.name());
        List<String> missing = check.needs().stream().filter(failed::contains).toList();
        if (!missing.isEmpty()) {
            findings.leftOut("because of what is said of " + String.join(" and ", missing));
            return findings.list();
        }
        Thread thread = new Thread(() -> look(check, examination, findings), "doctor-" + check.name());
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            findings.wrong(
                    "not done when all " + patience.toSeconds() + " s were over",
                    "Something answers very slowly; the findings above say what, or ask again with a faster network.");
        }
        return findings.list();
    }

    private static void look(Check check, Examination examination, Findings findings) {
        try {
            check.look(examination, findings);
        } catch (StepFailure failure) {
            findings.wrong(failure.words(), failure.remedy());
        } catch (RedisRefusal refusal) {
            findings.leftOut("Redis does not tell: " + refusal.getMessage());
        } catch (java.io.IOException | RuntimeException failure) {
            findings.wrong(
                    "it could not be looked at: " + failure,
                    "If the connection is sound, this is a bug of the doctor.");
        }
    }
}
