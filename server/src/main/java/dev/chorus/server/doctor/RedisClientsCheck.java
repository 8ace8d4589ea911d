package dev.chorus.server.doctor;

import java.util.Map;

/** How many clients it has, of those that it may have: each event loop of each process has four connections. */
final class RedisClientsCheck extends RedisLookCheck {
    private static final int WARNING_PERCENT = 80;

    @Override
    public String name() {
        return "redis clients";
    }

    @Override
    void look(Examination examination, String place, Map<String, String> facts, Findings findings) {
        long clients = number(facts, "connected_clients");
        long most = number(facts, "maxclients");
        if (most > 0 && clients * 100 / most >= WARNING_PERCENT) {
            findings.warning(
                    place + " has " + clients + " clients of " + most + " that it may have",
                    "Raise maxclients (and its limit of open files), or find who holds so many (CLIENT LIST).");
        } else {
            findings.ok(place + " has " + clients + " clients" + (most > 0 ? " of " + most : ""));
        }
    }
}
