package dev.chorus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class SettingsTest {
    private static final Map<String, String> NO_VARIABLES = Map.of();

    @TempDir
    private Path folder;

    private final CommandLine up = new CommandLine(new UpCommand());
    private final Collection<OptionSpec> options = up.getCommandSpec().options();

    @Test
    void aLineOfTheFileIsTheOptionOfItsName() throws IOException {
        assertThat(value(Settings.of(NO_VARIABLES, file("admin-port: 9090")), "--admin-port"))
                .isEqualTo("9090");
    }

    @Test
    void aListIsJoinedAsItIsOnTheCommandLine() throws IOException {
        assertThat(value(Settings.of(NO_VARIABLES, file("peers: [a:1, 'b:2']")), "--peers"))
                .isEqualTo("a:1,b:2");
    }

    @Test
    void aVariableGoesBeforeTheFile() throws IOException {
        Settings settings = Settings.of(Map.of("CHORUS_ADMIN_PORT", "9191"), file("admin-port: 9090"));

        assertThat(value(settings, "--admin-port")).isEqualTo("9191");
    }

    @Test
    void anEmptyVariableIsNone() throws IOException {
        Settings settings = Settings.of(Map.of("CHORUS_ADMIN_PORT", ""), file("admin-port: 9090"));

        assertThat(value(settings, "--admin-port")).isEqualTo("9090");
    }

    @Test
    void anUnknownLineIsRefusedByName() throws IOException {
        Settings settings = Settings.of(NO_VARIABLES, file("prot: 1\nport: 2"));

        assertThatThrownBy(() -> settings.checkKeys(options)).hasMessageStartingWith("config: unknown prot (");
    }

    @Test
    void aLineWithLinesBelowItIsRefused() throws IOException {
        Path nested = file("port:\n  clients: 8080");

        assertThatThrownBy(() -> Settings.of(NO_VARIABLES, nested)).hasMessageStartingWith("config: port (");
    }

    @Test
    void aFileThatIsNotYamlIsRefusedInOneLine() throws IOException {
        Path broken = file("port: [1");

        assertThatThrownBy(() -> Settings.of(NO_VARIABLES, broken))
                .hasMessageContaining("is not YAML")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> Settings.of(NO_VARIABLES, folder.resolve("none")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void aVariableThatNoOptionHasIsTold() {
        Settings settings = Settings.of(Map.of("CHORUS_PROT", "1", "CHORUS_PORT", "1", "CHORUS_LOG", "JSON"), null);

        assertThat(settings.unknownVariables(options)).containsExactly("CHORUS_PROT");
    }

    private String value(Settings settings, String option) {
        return settings.defaultValue(up.getCommandSpec().findOption(option));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("chorus.yaml"), content);
    }
}
