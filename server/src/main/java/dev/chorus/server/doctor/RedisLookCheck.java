package dev.chorus.server.doctor;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** A check that reads what each reached Redis tells of itself. */
abstract class RedisLookCheck implements Check {
    @Override
    public final Set<String> needs() {
        return Set.of(RedisCheck.NAME);
    }

    @Override
    public final void look(Examination examination, Findings findings) throws IOException {
        for (RedisSession session : examination.redis()) {
            look(examination, session.place().name(), session.facts(), findings);
        }
    }

    abstract void look(Examination examination, String place, Map<String, String> facts, Findings findings);

    /** A number among the facts; 0 where it is not there. */
    static long number(Map<String, String> facts, String name) {
        String text = facts.getOrDefault(name, "0");
        return text.matches("-?\\d{1,18}") ? Long.parseLong(text) : 0;
    }
}
