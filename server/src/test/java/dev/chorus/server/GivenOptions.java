package dev.chorus.server;

import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/**
 * What {@code chorus up} would run with, given an environment and arguments; for tests of what sets them.
 *
 * @param options the options
 * @param unknownVariables the variables that look as if they were meant for the program, and are not
 */
public record GivenOptions(ServerOptions options, Set<String> unknownVariables) {
    /** Reads as the program does; fails with {@link ConfigurationException} where it would refuse to start. */
    public static GivenOptions of(Map<String, String> environment, String... arguments) {
        ProcessOptions process = new ProcessOptions();
        CommandLine line = new CommandLine(process).setCaseInsensitiveEnumValuesAllowed(true);
        Settings settings = Settings.of(environment, null);
        try {
            line.setDefaultValueProvider(settings).parseArgs(arguments);
        } catch (CommandLine.ParameterException wrong) {
            throw new ConfigurationException(String.valueOf(wrong.getMessage()));
        }
        return new GivenOptions(
                process.toServerOptions(),
                settings.unknownVariables(line.getCommandSpec().options()));
    }
}
