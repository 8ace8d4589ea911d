package dev.chorus.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data folder and the ports. */
class PlaceChecksTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderThatTheFirstStartMakesIsInOrder() {
        assertThat(Looked.ok(data(folder.resolve("data"))).words()).contains("the first start makes it");
    }

    @Test
    void aFileInItsPlaceIsWrong() throws Exception {
        assertThat(Looked.wrong(data(Files.createFile(folder.resolve("file")))).words())
                .contains("is not a folder");
    }

    @Test
    void aFolderBelowAFileCannotBeMade() throws Exception {
        assertThat(Looked.wrong(data(Files.createFile(folder.resolve("file")).resolve("data")))
                        .words())
                .contains("cannot be made");
    }

    @Test
    void aFolderThatOthersReadIsTold() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(Looked.warning(data(folder)).words()).contains("can be read by other users");
    }

    @Test
    void whoHoldsTheFolderIsNamed() throws Exception {
        Files.writeString(folder.resolve("lock"), "4711");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        try (FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThat(Looked.ok(data(folder)).words()).contains("in use by the process 4711");
        }
        assertThat(Looked.ok(data(folder)).words()).contains("in use by nobody");
    }

    @Test
    void aPortThatAnotherHasIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(Looked.wrong(Looked.with(new PortsCheck(), "--port", port))
                            .words())
                    .isEqualTo("port " + port + " (--port) is in use by another process");
        }
    }

    @Test
    void twoOptionsWithOnePortAreWrong() {
        assertThat(Looked.wrong(Looked.with(new PortsCheck(), "--port", "8099", "--admin-port", "8099"))
                        .words())
                .isEqualTo("two options have the same port");
    }

    @Test
    void anAddressOfAnotherMachineIsWrong() {
        // Of a block that is set aside for documentation, and so nobody's.
        assertThat(Looked.wrong(Looked.with(new PortsCheck(), "--host", "192.0.2.1"))
                        .words())
                .startsWith("192.0.2.1 is not an address of this machine");
    }

    private static List<Finding> data(Path path) {
        return Looked.with(new DataFolderCheck(), "--data", path.toString());
    }
}
