package dev.chorus.server.redis;

import dev.chorus.server.development.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The password of the embedded Redis: other users of the machine can reach its port.
 *
 * @param password made at the first start, and kept
 */
record RedisSecret(String password) {
    static RedisSecret in(Path folder) throws IOException {
        Path file = folder.resolve("password");
        if (!Files.exists(file)) {
            // Moved into place whole: a start that is cut short must not leave an empty password behind.
            Path partial = Files.createTempFile(
                    folder,
                    "password",
                    ".partial",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(partial, Secrets.text(), StandardCharsets.US_ASCII);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return new RedisSecret(Files.readString(file, StandardCharsets.US_ASCII).trim());
    }

    @Override
    public String toString() {
        return "RedisSecret[]";
    }
}
