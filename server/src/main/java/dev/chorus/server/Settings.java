package dev.chorus.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What an option is where the command line does not give it: the variable {@code CHORUS_*} of its name, else the line
 * of the configuration file of its name.
 */
final class Settings implements IDefaultValueProvider {
    private static final String PREFIX = "CHORUS_";

    /** Variables that are no options: secrets, which have no place on a command line, and what the log reads itself. */
    private static final Set<String> OTHER_VARIABLES = Set.of(
            "CHORUS_ACCOUNT_SID",
            "CHORUS_AUTH_TOKEN",
            "CHORUS_API_KEY",
            "CHORUS_API_SECRET",
            "CHORUS_SERVICE_SID",
            "CHORUS_OPERATOR_TOKEN",
            "CHORUS_REDIS_USER",
            "CHORUS_REDIS_PASSWORD",
            "CHORUS_REDIS_SENTINEL_PASSWORD",
            "CHORUS_LOG",
            "CHORUS_LOG_LEVEL",
            "CHORUS_LOG_HAZELCAST");

    private final Map<String, String> environment;
    private final Map<String, String> file;

    private Settings(Map<String, String> environment, Map<String, String> file) {
        this.environment = environment;
        this.file = file;
    }

    /** The settings of an environment and of a file, if there is one. */
    static Settings of(Map<String, String> environment, @Nullable Path file) {
        return new Settings(environment, file == null ? Map.of() : read(file));
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        String key = key(option);
        String variable = environment.get(variable(key));
        return variable != null && !variable.isEmpty() ? variable : file.get(key);
    }

    /** Fails if the file has a line that is no option. */
    void checkKeys(Collection<OptionSpec> options) {
        Set<String> unknown = new TreeSet<>(file.keySet());
        unknown.removeAll(options.stream().map(Settings::key).toList());
        if (!unknown.isEmpty()) {
            throw new ConfigurationException(
                    "config: unknown " + String.join(", ", unknown) + " (expected: names of options, without dashes)");
        }
    }

    /**
     * Variables that look as if they were meant for this program. They are told, not refused: Kubernetes itself sets
     * some where a service has the name chorus.
     */
    Set<String> unknownVariables(Collection<OptionSpec> options) {
        Set<String> known =
                options.stream().map(Settings::key).map(Settings::variable).collect(Collectors.toSet());
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name) && !OTHER_VARIABLES.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String key(OptionSpec option) {
        return option.longestName().substring(2);
    }

    private static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static Map<String, String> read(Path file) {
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            if (content == null) {
                return Map.of();
            }
            if (!(content instanceof Map<?, ?> lines)) {
                throw new ConfigurationException("config: " + file + " (expected: lines of the form option: value)");
            }
            Map<String, String> values = new HashMap<>();
            lines.forEach((key, value) -> values.put(String.valueOf(key), text(String.valueOf(key), value)));
            return values;
        } catch (IOException e) {
            throw new ConfigurationException("config: " + file + " cannot be read");
        } catch (YAMLException e) {
            // The library quotes the place over several lines; the first says what is wrong.
            throw new ConfigurationException("config: " + file + " is not YAML: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static String text(String key, @Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(entry -> text(key, entry)).collect(Collectors.joining(","));
        }
        if (value == null || value instanceof Map) {
            throw new ConfigurationException("config: " + key + " (expected: one value, or a list)");
        }
        return value.toString();
    }
}
