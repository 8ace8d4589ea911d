package dev.chorus.store.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script as Redis is to run it.
 *
 * @param name feature and file, {@code item/put_item}
 * @param source its text, with what it includes
 * @param sha1 the digest by which Redis knows it
 */
public record RedisScript(String name, String source, String sha1) {
    private static final String INCLUDE = "--include ";

    /** Reads a script of this module; a line {@code --include shared/….lua} stands for the text of that file. */
    public static RedisScript load(String name) {
        StringBuilder source = new StringBuilder();
        for (String line : read(name + ".lua").split("\n")) {
            source.append(line.startsWith(INCLUDE) ? read(line.substring(INCLUDE.length())) : line)
                    .append('\n');
        }
        String text = source.toString();
        return new RedisScript(name, text, sha1(text));
    }

    private static String read(String file) {
        try (InputStream in = RedisScript.class.getResourceAsStream("/lua/" + file)) {
            if (in == null) {
                throw new IllegalStateException("script: " + file + " (expected: a file of this module)");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            // Not for security: it is the name that EVALSHA asks for.
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
