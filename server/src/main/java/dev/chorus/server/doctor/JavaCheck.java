package dev.chorus.server.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.chorus.server.Role;
import java.lang.management.ManagementFactory;

/** The Java that runs this, and the memory that it may use. */
final class JavaCheck implements Check {
    private static final int LEAST_VERSION = 17;
    private static final long MEBI = 1024 * 1024;
    /** What a process needs before the first client. */
    private static final long LEAST_HEAP = 192 * MEBI;
    /** Of the machine's or the container's memory; the rest is for buffers, threads and code. */
    private static final double LARGEST_SHARE = 0.8;

    @Override
    public String name() {
        return "java and memory";
    }

    @Override
    public void look(Examination examination, Findings findings) {
        int version = Runtime.version().feature();
        long heap = Runtime.getRuntime().maxMemory();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long memory = system.getTotalMemorySize();
        judge(version, heap, memory, examination.options().roles().contains(Role.GATEWAY), findings);
    }

    static void judge(int version, long heap, long memory, boolean gateway, Findings findings) {
        if (version < LEAST_VERSION) {
            findings.wrong("this is Java " + version, "Install " + LEAST_VERSION + " or later.");
        }
        if (heap < LEAST_HEAP) {
            findings.warning(
                    "the heap may grow to " + heap / MEBI + " MiB only",
                    "Give the process more memory, or a larger share of it (JAVA_OPTS=-XX:MaxRAMPercentage=60).");
        } else if (heap > memory * LARGEST_SHARE) {
            findings.warning(
                    "the heap may grow to " + heap / MEBI + " of the " + memory / MEBI
                            + " MiB that there are: the kernel" + " would end the process before it is full",
                    "Leave a quarter and more for buffers and threads (JAVA_OPTS=-XX:MaxRAMPercentage=60).");
        }
        findings.otherwiseOk("Java " + version + ", heap up to " + heap / MEBI + " MiB of " + memory / MEBI + " MiB"
                + (gateway ? "; docs/capacity.md says for how many connections" : ""));
    }
}
