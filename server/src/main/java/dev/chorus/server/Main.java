package dev.chorus.server;

import dev.chorus.server.cluster.SharedName;
import dev.chorus.server.remote.AccountsCommand;
import dev.chorus.server.remote.KeysCommand;
import dev.chorus.server.remote.ServicesCommand;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The program's entry: {@code chorus up}, and what one asks a running cluster. */
@Command(
        name = "chorus",
        description = "A self-hosted real-time messaging and state-sync cluster.",
        mixinStandardHelpOptions = true,
        version = "chorus " + Main.VERSION,
        subcommands = {
            UpCommand.class,
            DoctorCommand.class,
            AccountsCommand.class,
            KeysCommand.class,
            ServicesCommand.class
        })
public final class Main {
    /** The release. */
    static final String VERSION = "0.1.0";

    private static final String NETTY_RECORDING = "io.netty.jfr.enabled";

    /** Something has to be put right by a person. */
    private static final int CONFIGURATION_ERROR = 2;

    private Main() {}

    /** Runs a command and ends with its status. */
    public static void main(String[] arguments) {
        SharedName.forgetQuickly();
        keepRecorderAsleep();
        System.exit(run(arguments.length == 0 ? new String[] {"--help"} : arguments));
    }

    /** Unless it is asked for: Netty's first buffer wakes the flight recorder, on an event loop, which may take seconds. */
    private static void keepRecorderAsleep() {
        System.setProperty(NETTY_RECORDING, System.getProperty(NETTY_RECORDING, "false"));
    }

    private static int run(String... arguments) {
        // What libraries log by way of the Java runtime is a line of the one log, too.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        CommandLine line = new CommandLine(new Main())
                .setUnmatchedOptionsAllowedAsOptionParameters(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, given) -> refused(wrong.getMessage()))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof ConfigurationException wrong) {
                        return refused(wrong.getMessage());
                    }
                    throw failure;
                });
        try {
            Settings settings = Settings.of(System.getenv(), ConfigurationFile.in(arguments));
            Collection<OptionSpec> options = options(line);
            settings.checkKeys(options);
            Set<String> unknown = settings.unknownVariables(options);
            if (!unknown.isEmpty()) {
                LoggerFactory.getLogger(Main.class).warn("no option has the variable {}", String.join(", ", unknown));
            }
            return line.setDefaultValueProvider(settings).execute(arguments);
        } catch (ConfigurationException wrong) {
            return refused(wrong.getMessage());
        }
    }

    /** The options of all commands. */
    static List<OptionSpec> options(CommandLine line) {
        return line.getSubcommands().values().stream()
                .flatMap(command ->
                        Stream.concat(command.getCommandSpec().options().stream(), options(command).stream()))
                .toList();
    }

    private static int refused(@Nullable String message) {
        System.err.println("chorus: " + message);
        return CONFIGURATION_ERROR;
    }

    /** The one option that must be known before the others can have their defaults. */
    @Command
    private static final class ConfigurationFile {
        @Option(names = "--config")
        private @Nullable Path file;

        static @Nullable Path in(String... arguments) {
            ConfigurationFile found = new ConfigurationFile();
            try {
                new CommandLine(found).setUnmatchedArgumentsAllowed(true).parseArgs(arguments);
            } catch (CommandLine.ParameterException later) {
                return null; // The whole command line is read next, and says what is wrong.
            }
            String variable = System.getenv("CHORUS_CONFIG");
            return found.file == null && variable != null && !variable.isEmpty() ? Path.of(variable) : found.file;
        }
    }
}
