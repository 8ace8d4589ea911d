package dev.chorus.server.doctor;

import dev.chorus.server.Durability;
import java.util.Map;

/** Whether what is written is on the disk, and whether the last writing went well. */
final class RedisDurabilityCheck extends RedisLookCheck {
    @Override
    public String name() {
        return "redis on disk";
    }

    @Override
    void look(Examination examination, String place, Map<String, String> facts, Findings findings) {
        if (facts.getOrDefault("aof_last_write_status", "ok").equals("err")) {
            findings.wrong(
                    place + " could not write its append-only file the last time, and refuses writes",
                    "Look at its disk (full, read-only, broken) and its log.");
        }
        if (facts.getOrDefault("aof_last_bgrewrite_status", "ok").equals("err")) {
            findings.warning(
                    place + " could not rewrite its append-only file, which grows therefore",
                    "Look at its disk and its memory: the rewriting is a fork (vm.overcommit_memory = 1).");
        }
        if (facts.getOrDefault("rdb_last_bgsave_status", "ok").equals("err")) {
            findings.wrong(
                    place + " could not write its snapshot the last time, and may refuse writes because of it",
                    "Look at its disk and its memory: the snapshot is a fork (vm.overcommit_memory = 1).");
        }
        Durability durability = examination.options().durability();
        if (durability == Durability.FSYNC
                && !facts.getOrDefault("appendfsync", "always").equals("always")) {
            findings.warning(
                    place + " writes to the disk " + facts.get("appendfsync")
                            + ", and --durability fsync promises always",
                    "CONFIG SET appendfsync always, and write it in its configuration.");
        }
        boolean wanted = examination.options().redis() != null || durability != Durability.MEMORY;
        if (!facts.getOrDefault("aof_enabled", "0").equals("1") && wanted) {
            findings.warning(
                    place + " writes no append-only file: a restart loses what it acknowledged since its last snapshot",
                    "CONFIG SET appendonly yes, and write it in its configuration.");
        }
        findings.otherwiseOk(
                facts.getOrDefault("aof_enabled", "0").equals("1")
                        ? place + " writes an append-only file, and the last writing went well"
                        : place + " keeps nothing, as --durability memory says");
    }
}
