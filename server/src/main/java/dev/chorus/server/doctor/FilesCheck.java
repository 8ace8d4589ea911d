package dev.chorus.server.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.chorus.server.Role;
import java.lang.management.ManagementFactory;

/** How many files the process may have open: a gateway has one for each connection. */
final class FilesCheck implements Check {
    /** Libraries, links to other processes and Redis. */
    private static final long OWN = 500;

    private static final long LEAST = 1_024;
    private static final long ENOUGH = 10_000;

    @Override
    public String name() {
        return "open files";
    }

    @Override
    public void look(Examination examination, Findings findings) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            judge(
                    system.getMaxFileDescriptorCount(),
                    examination.options().roles().contains(Role.GATEWAY),
                    findings);
        } else {
            findings.leftOut("this system does not tell");
        }
    }

    static void judge(long limit, boolean gateway, Findings findings) {
        String remedy = "Raise the limit: ulimit -n 1048576 before the start, LimitNOFILE=1048576 in a systemd unit,"
                + " --ulimit nofile=1048576:1048576 for docker run; in Kubernetes it is the container runtime's.";
        if (limit < LEAST) {
            findings.wrong("the process may have only " + limit + " files open", remedy);
        } else if (gateway && limit < ENOUGH) {
            findings.warning(
                    "the process may have " + limit + " files open: about " + (limit - OWN) + " connections", remedy);
        } else {
            findings.ok(gateway ? limit + ", about as many connections" : Long.toString(limit));
        }
    }
}
