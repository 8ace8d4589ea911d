package dev.chorus.server.redis;

import dev.chorus.server.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/** The redis-server executable that comes along with the program, for the platform that it runs on. */
final class RedisBinary {
    private static final String NAME = "redis-server-7.0.15-";

    private RedisBinary() {}

    /** The executable in a folder, written there if it is not yet. */
    static Path extractTo(Path folder) {
        String resource = NAME + platform();
        Path binary = folder.resolve(resource);
        try (InputStream in = RedisBinary.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new ConfigurationException("redis: none comes along for " + platform()
                        + " (expected: linux or macOS on a common processor, or --redis redis://host:port)");
            }
            byte[] content = in.readAllBytes();
            if (!Files.exists(binary) || Files.size(binary) != content.length) {
                Path partial = Files.createTempFile(folder, resource, ".partial");
                Files.write(partial, content);
                Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwx------"));
                Files.move(partial, binary, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            if (!Files.isExecutable(binary)) {
                throw new ConfigurationException("redis: " + binary + " cannot be executed"
                        + " (expected: a data folder that is not mounted noexec, or --redis redis://host:port)");
            }
            return binary;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String platform() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String family = system.contains("mac") ? "darwin" : system.contains("linux") ? "linux" : system;
        return family + "-"
                + switch (processor) {
                    case "amd64", "x86_64" -> "amd64";
                    case "aarch64", "arm64" -> "arm64";
                    case "x86", "i386", "i686" -> "386";
                    default -> processor;
                };
    }
}
