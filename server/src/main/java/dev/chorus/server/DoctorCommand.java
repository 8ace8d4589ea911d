package dev.chorus.server;

import dev.chorus.server.doctor.Doctor;
import dev.chorus.server.doctor.Examination;
import dev.chorus.server.doctor.Report;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chorus doctor}: says what is wrong with how a process would start, or with one that runs. */
@Command(
        name = "doctor",
        description = "Check configuration, Redis and cluster, and say what is wrong and what to do about it.",
        footer = {
            "",
            "Give it the options and variables of the process that is meant, which may run or be about to start.",
            "It starts nothing and writes nothing to Redis. It ends with 0 if nothing is wrong, 1 if something is,",
            "and 2 if the options themselves are."
        },
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // Set before the command is called.
    private CommandSpec spec;

    @Mixin
    private ProcessOptions process = new ProcessOptions();

    @Option(names = "--json", description = "Print the findings as JSON")
    private boolean json;

    @Override
    public Integer call() {
        ServerOptions options = process.toServerOptions();
        Report report = new Doctor()
                .examine(new Examination(
                        options,
                        System.getenv(),
                        Settings.of(System.getenv(), null)
                                .unknownVariables(Main.options(spec.root().commandLine()))));
        System.out.print(json ? report.toJson().encodePrettily() + System.lineSeparator() : report.toText());
        return report.healthy() ? 0 : 1;
    }
}
