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
 * @param lasting whether it writes what has to outlast a server, so that replicas are waited for
 */
public record RedisScript(String name, String source, String sha1, boolean lasting) {
    private static final String INCLUDE = "--include ";
    private static final String FLAGS = "#!lua";
    /**
     * In a cluster, a script that comes upon a key which moved away in the middle of its work would end there, half
     * done. So each looks first for a key that is never there: in a slot that moves, Redis lets nobody do that.
     */
    private static final String WHOLE_SLOT =
            "if string.byte(KEYS[1]) == 123 then redis.call('EXISTS', KEYS[1] .. '?') end\n";

    private static final String READING = "#!lua flags=no-writes";

    /**
     * Reads a script; a line {@code --include shared/….lua} stands for the text of that file. What the script is allowed
     * says its first line, as Redis reads it; one without such a line may write, and is refused as a whole where Redis
     * cannot take it.
     */
    public static RedisScript load(String name) {
        return load(name, true);
    }

    /** Reads a script whose writes need not outlast a server: they are repeated before long, or told anew. */
    public static RedisScript passing(String name) {
        return load(name, false);
    }

    private static RedisScript load(String name, boolean lasting) {
        String file = expand(name + ".lua");
        int firstLine = file.startsWith(FLAGS) ? file.indexOf('\n') : 0;
        String flags = firstLine == 0 ? FLAGS : file.substring(0, firstLine);
        String text = flags + '\n' + WHOLE_SLOT + file.substring(firstLine == 0 ? 0 : firstLine + 1);
        return new RedisScript(name, text, sha1(text), lasting && !text.startsWith(READING));
    }

    private static String expand(String file) {
        StringBuilder source = new StringBuilder();
        for (String line : read(file).split("\n")) {
            if (line.startsWith(INCLUDE)) {
                source.append(expand(line.substring(INCLUDE.length())));
            } else {
                source.append(line).append('\n');
            }
        }
        return source.toString();
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
