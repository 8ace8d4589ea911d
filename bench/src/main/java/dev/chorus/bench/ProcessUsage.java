package dev.chorus.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process uses, as the kernel and, for the heap of a Java process, its virtual machine say. */
record ProcessUsage(long pid) {
    /** The kernel counts processor time in ticks of a hundredth of a second. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER_TICKS_FIELD = 11;
    private static final int SYSTEM_TICKS_FIELD = 12;
    private static final Pattern LIVE_BYTES = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    static ProcessUsage own() {
        return new ProcessUsage(ProcessHandle.current().pid());
    }

    /** Processor seconds so far. */
    double cpuSeconds() {
        String stat = read("stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TICKS_FIELD]) + Long.parseLong(fields[SYSTEM_TICKS_FIELD]))
                / TICKS_PER_SECOND;
    }

    /** Resident memory now, in bytes. */
    long residentBytes() {
        return kilobytes("VmRSS") * 1024;
    }

    /** The most resident memory that there ever was, in bytes. */
    long peakBytes() {
        return kilobytes("VmHWM") * 1024;
    }

    /** How many file descriptors are open. */
    long descriptors() {
        try (var all = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return all.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many file descriptors may be open. */
    int descriptorLimit() {
        Matcher limit = Pattern.compile("Max open files\\s+(\\d+)").matcher(read("limits"));
        if (!limit.find()) {
            throw new IllegalStateException("no limit of open files");
        }
        return Integer.parseInt(limit.group(1));
    }

    /** How many threads there are. */
    long threads() {
        return number("Threads:\\s+(\\d+)");
    }

    /** Bytes of the objects that are alive, after a full collection. */
    long liveHeapBytes() {
        Matcher total = LIVE_BYTES.matcher(histogram());
        if (!total.find()) {
            throw new IllegalStateException("no total in the histogram");
        }
        return Long.parseLong(total.group(1));
    }

    /** What is alive after a full collection, by class. */
    String histogram() {
        try {
            Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            Process asked = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long kilobytes(String field) {
        return number(field + ":\\s+(\\d+) kB");
    }

    private long number(String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(read("status"));
        if (!found.find()) {
            throw new IllegalStateException("not in the process's status: " + pattern);
        }
        return Long.parseLong(found.group(1));
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/" + file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
