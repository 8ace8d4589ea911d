package dev.chorus.server.redis;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts a program in a session of its own. A terminal sends Ctrl-C to its whole foreground group; without this, Redis
 * would end at once and take the last requests of the drain with it.
 */
final class OwnSession {
    private OwnSession() {}

    /** The command line that does it; the same one where the machine has no {@code setsid}. */
    static List<String> of(List<String> command) {
        return setsid().map(setsid ->
                        Stream.concat(Stream.of(setsid), command.stream()).toList())
                .orElse(command);
    }

    private static Optional<String> setsid() {
        String folders = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Stream.of(folders.split(File.pathSeparator))
                .map(folder -> Path.of(folder).resolve("setsid"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
