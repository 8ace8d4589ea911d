package dev.chorus.server.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Which instances of each role are alive, by the leases that they hold in Redis, and whether they renew them. */
final class InstancesCheck implements Check {
    private static final Map<String, String> LEASES = new LinkedHashMap<>();

    static {
        LEASES.put("gateway", "chorus:gateways");
        LEASES.put("sync", "chorus:sync");
        LEASES.put("messaging", "chorus:messaging");
    }

    /** Longer than any of them waits until it renews its lease. */
    private static final long WATCH_MILLIS = 3_500;

    private static final long LOOK_AGAIN_MILLIS = 250;

    @Override
    public String name() {
        return "instances";
    }

    @Override
    public Set<String> needs() {
        return Set.of(RedisCheck.NAME);
    }

    @Override
    public void look(Examination examination, Findings findings) throws IOException {
        List<String> alive = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, String> role : LEASES.entrySet()) {
            long now = now(examination);
            Map<String, Long> leases = leases(examination, role.getValue());
            leases.values().removeIf(end -> end < now);
            Set<String> silent = silent(examination, role.getValue(), leases);
            for (String instance : silent) {
                findings.warning(
                        "the " + role.getKey() + " " + instance + " holds a lease and does not renew it, which ends in "
                                + Math.max(0, (leases.getOrDefault(instance, now) - now(examination)) / 1000) + " s",
                        "It has just died, or it stands still or does not reach Redis: look for its process and its log."
                                + " The others take over by themselves.");
            }
            int living = leases.size() - silent.size();
            if (living == 0) {
                missing.add(role.getKey());
            } else {
                alive.add(living + " " + role.getKey() + (role.getKey().equals("gateway") ? " loops" : ""));
                if (role.getKey().equals("gateway")) {
                    examination.gatewayIsAlive();
                }
            }
        }
        if (alive.isEmpty()) {
            if (examination.isRunning()) {
                findings.wrong(
                        "a Chorus runs here, and no instance of any role holds a lease in this Redis",
                        "It uses another Redis than --redis names, or does not reach it: look at its log.");
            } else {
                findings.leftOut("no process of this cluster runs");
            }
            return;
        }
        if (!missing.isEmpty()) {
            findings.wrong(
                    "alive: " + String.join(", ", alive) + "; no " + String.join(" and no ", missing),
                    "Start a process with --roles " + String.join(",", missing) + " and the same --redis.");
        } else {
            findings.otherwiseOk("alive: " + String.join(", ", alive));
        }
    }

    /** Those whose lease does not move while one watches, until all others' have. */
    private static Set<String> silent(Examination examination, String key, Map<String, Long> leases)
            throws IOException {
        Set<String> silent = new TreeSet<>(leases.keySet());
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WATCH_MILLIS);
        while (!silent.isEmpty() && System.nanoTime() < deadlineNanos) {
            Map<String, Long> later = leases(examination, key);
            // One that is gone said goodbye.
            silent.removeIf(instance -> !Objects.equals(leases.get(instance), later.get(instance)));
            pause();
        }
        return silent;
    }

    private static Map<String, Long> leases(Examination examination, String key) throws IOException {
        Map<String, Long> leases = new LinkedHashMap<>();
        if (examination.askFor(key, "ZRANGE", key, "0", "-1", "WITHSCORES") instanceof List<?> told) {
            for (int i = 0; i + 1 < told.size(); i += 2) {
                leases.put(String.valueOf(told.get(i)), (long) Double.parseDouble(String.valueOf(told.get(i + 1))));
            }
        }
        return leases;
    }

    private static long now(Examination examination) throws IOException {
        List<?> time = (List<?>) examination.redis().get(0).ask("TIME");
        return time == null ? 0 : Long.parseLong(String.valueOf(time.get(0))) * 1000;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
