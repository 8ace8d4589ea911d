package dev.chorus.server.doctor;

import java.util.Map;

/** How much memory it may use, how much it uses, and what it does when that is all. */
final class RedisMemoryCheck extends RedisLookCheck {
    private static final long MEBI = 1024 * 1024;
    private static final int WARNING_PERCENT = 75;
    private static final int WRONG_PERCENT = 90;

    @Override
    public String name() {
        return "redis memory";
    }

    @Override
    void look(Examination examination, String place, Map<String, String> facts, Findings findings) {
        long limit = number(facts, "maxmemory");
        long used = number(facts, "used_memory");
        String policy = facts.getOrDefault("maxmemory_policy", "noeviction");
        if (!policy.equals("noeviction")) {
            findings.wrong(
                    place + " has maxmemory-policy " + policy + ": when it is full it throws away parts of objects",
                    "CONFIG SET maxmemory-policy noeviction, and write it in its configuration.");
        }
        if (limit == 0) {
            unlimited(examination, place, used, number(facts, "total_system_memory"), findings);
            return;
        }
        long percent = used * 100 / limit;
        String words = place + " uses " + used / MEBI + " of " + limit / MEBI + " MiB (" + percent + " %)";
        String remedy =
                "Give it more memory (CONFIG SET maxmemory), divide the data over a Redis Cluster, or remove what"
                        + " nobody needs: at 100 % every write is refused.";
        if (percent >= WRONG_PERCENT) {
            findings.wrong(words, remedy);
        } else if (percent >= WARNING_PERCENT) {
            findings.warning(words, remedy);
        } else {
            findings.otherwiseOk(words);
        }
    }

    private static void unlimited(Examination examination, String place, long used, long machine, Findings findings) {
        if (examination.options().redis() != null) {
            findings.warning(
                    place + " has no maxmemory: when the machine's memory is used up, the kernel ends it",
                    "Set maxmemory to about 60 % of the " + machine / MEBI
                            + " MiB that there are; the rest is for the copy that it makes while it writes its file.");
        } else if (machine > 0 && used * 2 > machine) {
            findings.warning(
                    place + " uses " + used / MEBI + " of this machine's " + machine / MEBI + " MiB",
                    "Move to a Redis of its own (--redis) before it is full.");
        } else {
            findings.otherwiseOk(place + " uses " + used / MEBI + " MiB");
        }
    }
}
