package dev.chorus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path parent;

    @Test
    void itIsMadeForItsOwnerAlone() throws IOException {
        try (DataFolder data = DataFolder.open(parent.resolve("new"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.path())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aSecondUserIsRefusedInOneLine() {
        Path path = parent.resolve("shared");
        try (DataFolder first = DataFolder.open(path)) {
            assertThatThrownBy(() -> DataFolder.open(first.path()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("is in use by another process");
        }
    }

    @Test
    void itIsFreeAgainOnceItWasClosed() {
        Path path = parent.resolve("again");
        DataFolder.open(path).close();

        DataFolder.open(path).close();
    }
}
