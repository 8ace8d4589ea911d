package dev.chorus.server.redis;

import dev.chorus.server.ConfigurationException;
import dev.chorus.server.Durability;
import dev.chorus.store.connection.RedisSettings;
import java.util.ArrayList;
import java.util.List;

/** Whether a Redis that others configured does what is asked of it. */
public final class RedisCheck {
    private RedisCheck() {}

    /**
     * What is weaker than asked, one line for each; none where all is well.
     *
     * @throws ConfigurationException if Redis would throw away parts of objects: nothing could be relied on then
     */
    public static List<String> weaknesses(RedisSettings settings, Durability durability) {
        List<String> found = new ArrayList<>();
        String policy = settings.maxMemoryPolicy();
        if (!policy.isEmpty() && !policy.equals("noeviction")) {
            if (settings.maxMemoryBytes() > 0) {
                throw new ConfigurationException("redis: maxmemory-policy " + policy
                        + " would evict parts of objects (expected: maxmemory-policy noeviction)");
            }
            found.add("maxmemory-policy is " + policy + ": set noeviction before you set maxmemory");
        }
        if (durability != Durability.MEMORY && !settings.appendOnly()) {
            found.add("appendonly is no: a restart loses what was written since the last snapshot");
        }
        if (durability == Durability.FSYNC && !settings.appendFsync().equals("always")) {
            found.add("--durability fsync wants appendfsync always; it is "
                    + (settings.appendFsync().isEmpty() ? "not told" : settings.appendFsync()));
        }
        return found;
    }
}
