package dev.chorus.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java program in a process of its own, on one core of its own, whose use of the processor is read from the kernel. */
final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    private ChildProcess(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        // Whatever ends the measurement ends what it started.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-of-child"));
    }

    /** Starts a program and returns when it prints a line with this word in it. */
    static ChildProcess start(int core, String readyWord, Map<String, String> environment, String... program) {
        List<String> command = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(program));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        try {
            ChildProcess child = new ChildProcess(builder.start());
            child.awaitLine(readyWord);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a whole Chorus on one core, over a Redis that runs elsewhere. */
    static ChildProcess startChorus(int core, int port, Path data, String redisUri) {
        return start(
                core,
                "Chorus is ready",
                DevelopmentKeyring.environment(),
                "dev.chorus.server.Main",
                "up",
                "--port",
                Integer.toString(port),
                "--data",
                data.toString(),
                "--redis",
                redisUri);
    }

    /** Waits until it prints a line with this word in it, and returns the line. */
    String awaitLine(String word) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.contains(word)) {
                return line;
            }
        }
        throw new IllegalStateException("the program ended before it said: " + word);
    }

    /** Processor seconds that it has used so far. */
    double cpuSeconds() {
        return usage().cpuSeconds();
    }

    /** What it uses. */
    ProcessUsage usage() {
        return new ProcessUsage(process.pid());
    }

    /** Ends it at once, as a crash does, and returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
