package dev.chorus.server.development;

import dev.chorus.server.ConfigurationException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One account with one API key and one service, so that an app can be tried at once. What the environment fixes is
 * taken from there; the rest is made at the first start and kept in the data folder, readable by its owner only.
 *
 * @param accountSid the account, {@code AC…}
 * @param authToken its auth token
 * @param apiKey its API key, {@code SK…}
 * @param apiSecret that key's secret
 * @param serviceSid its service instance, {@code IS…}
 * @param operatorToken what the operator proves itself with to make accounts; null where nobody can
 */
public record DevelopmentKeys(
        String accountSid,
        String authToken,
        String apiKey,
        String apiSecret,
        String serviceSid,
        @Nullable String operatorToken) {
    private static final String FILE = "development-keys.properties";
    private static final int SHORTEST_SECRET = 16;

    /** Checks the forms. */
    public DevelopmentKeys {
        checkSid("CHORUS_ACCOUNT_SID", "AC", accountSid);
        checkSid("CHORUS_API_KEY", "SK", apiKey);
        checkSid("CHORUS_SERVICE_SID", "IS", serviceSid);
        checkSecret("CHORUS_AUTH_TOKEN", authToken);
        checkSecret("CHORUS_API_SECRET", apiSecret);
        if (operatorToken != null) {
            checkSecret("CHORUS_OPERATOR_TOKEN", operatorToken);
        }
    }

    /** The keys of a data folder, made if there are none. */
    public static DevelopmentKeys in(Path data, Map<String, String> environment) {
        Path file = data.resolve(FILE);
        Properties kept = read(file);
        DevelopmentKeys keys = new DevelopmentKeys(
                value(environment, kept, "CHORUS_ACCOUNT_SID", "AC"),
                value(environment, kept, "CHORUS_AUTH_TOKEN", ""),
                value(environment, kept, "CHORUS_API_KEY", "SK"),
                value(environment, kept, "CHORUS_API_SECRET", ""),
                value(environment, kept, "CHORUS_SERVICE_SID", "IS"),
                value(environment, kept, "CHORUS_OPERATOR_TOKEN", ""));
        write(file, keys);
        return keys;
    }

    /** The keys of an environment that fixes all of them: outside of development none is made and none is kept. */
    public static DevelopmentKeys fixed(Map<String, String> environment) {
        return new DevelopmentKeys(
                given(environment, "CHORUS_ACCOUNT_SID"),
                given(environment, "CHORUS_AUTH_TOKEN"),
                given(environment, "CHORUS_API_KEY"),
                given(environment, "CHORUS_API_SECRET"),
                given(environment, "CHORUS_SERVICE_SID"),
                environment.get("CHORUS_OPERATOR_TOKEN"));
    }

    /** Names the keys without their secrets. */
    @Override
    public String toString() {
        return "DevelopmentKeys[accountSid=" + accountSid + ", apiKey=" + apiKey + ", serviceSid=" + serviceSid + "]";
    }

    private static String given(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw new ConfigurationException(name + ": missing (expected: with --production the environment sets it)");
        }
        return value;
    }

    private static String value(Map<String, String> environment, Properties kept, String name, String prefix) {
        String fixed = environment.get(name);
        if (fixed != null && !fixed.isEmpty()) {
            return fixed;
        }
        String known = kept.getProperty(name);
        return known != null ? known : prefix + Secrets.text();
    }

    private static Properties read(Path file) {
        Properties kept = new Properties();
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                kept.load(in);
            } catch (IOException e) {
                throw new ConfigurationException("data: " + file + " cannot be read: " + e.getMessage());
            }
        }
        return kept;
    }

    private static void write(Path file, DevelopmentKeys keys) {
        Properties kept = new Properties();
        kept.setProperty("CHORUS_ACCOUNT_SID", keys.accountSid);
        kept.setProperty("CHORUS_AUTH_TOKEN", keys.authToken);
        kept.setProperty("CHORUS_API_KEY", keys.apiKey);
        kept.setProperty("CHORUS_API_SECRET", keys.apiSecret);
        kept.setProperty("CHORUS_SERVICE_SID", keys.serviceSid);
        kept.setProperty("CHORUS_OPERATOR_TOKEN", keys.operatorToken == null ? "" : keys.operatorToken);
        if (kept.equals(read(file))) {
            return;
        }
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                kept.store(out, "The keys of this development cluster");
            }
        } catch (IOException e) {
            throw new ConfigurationException("data: " + file + " cannot be written: " + e.getMessage());
        }
    }

    private static void checkSid(String name, String prefix, String value) {
        if (!Pattern.matches(prefix + "[a-f0-9]{32}", value)) {
            throw new ConfigurationException(
                    name + ": " + value + " (expected: " + prefix + " and 32 lower-case hexadecimal digits)");
        }
    }

    private static void checkSecret(String name, String value) {
        if (value.length() < SHORTEST_SECRET) {
            throw new ConfigurationException(
                    name + ": too short (expected: at least " + SHORTEST_SECRET + " characters)");
        }
    }
}
