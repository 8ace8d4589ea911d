package dev.chorus.server.doctor;

import java.util.Map;

/** Which Redis it is. */
final class RedisVersionCheck extends RedisLookCheck {
    private static final int LEAST_MAJOR = 7;

    @Override
    public String name() {
        return "redis version";
    }

    @Override
    void look(Examination examination, String place, Map<String, String> facts, Findings findings) {
        judge(place, facts.getOrDefault("redis_version", ""), findings);
    }

    static void judge(String place, String version, Findings findings) {
        String major = version.split("\\.")[0];
        if (!major.matches("\\d{1,4}")) {
            findings.warning(
                    place + " does not tell its version", "Chorus needs Redis 7.0 or later: see that it is one.");
        } else if (Integer.parseInt(major) < LEAST_MAJOR) {
            findings.wrong(place + " is Redis " + version, "Chorus needs 7.0 or later: upgrade it.");
        } else {
            findings.ok(place + " is Redis " + version);
        }
    }
}
