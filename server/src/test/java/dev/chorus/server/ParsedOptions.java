package dev.chorus.server;

import picocli.CommandLine;

/** Options as a command line gives them, for tests of what is made of them. */
public final class ParsedOptions {
    private ParsedOptions() {}

    /** The options of these words. */
    public static ServerOptions of(String... words) {
        ProcessOptions options = new ProcessOptions();
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(words);
        return options.toServerOptions();
    }
}
