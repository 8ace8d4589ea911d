package dev.chorus.server.doctor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** The data folder: whether it can be used, has room, and who uses it. */
final class DataFolderCheck implements Check {
    private static final long MEBI = 1024 * 1024;
    private static final long LEAST_FREE = 256 * MEBI;
    private static final long ENOUGH_FREE = 2_048 * MEBI;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    @Override
    public String name() {
        return "data folder";
    }

    @Override
    public void look(Examination examination, Findings findings) throws IOException {
        Path folder = examination.options().data();
        if (!Files.exists(folder)) {
            Path parent = folder;
            while (parent != null && !Files.exists(parent)) {
                parent = parent.getParent();
            }
            if (parent == null || !Files.isDirectory(parent) || !Files.isWritable(parent)) {
                findings.wrong(
                        folder + " is not there and cannot be made",
                        "Let the user that Chorus runs as write in " + parent
                                + ", or name another folder with --data.");
                return;
            }
            space(examination, parent, findings);
            findings.otherwiseOk(folder + " is not there yet; the first start makes it");
            return;
        }
        if (!Files.isDirectory(folder) || !Files.isWritable(folder) || !Files.isReadable(folder)) {
            findings.wrong(
                    folder + " is not a folder that the user " + System.getProperty("user.name")
                            + " can read and write",
                    "Give it to that user (chown), or name another folder with --data; in Kubernetes set fsGroup.");
            return;
        }
        if (Files.getPosixFilePermissions(folder).stream().anyMatch(OTHERS::contains)) {
            findings.warning(
                    folder + " can be read by other users",
                    "chmod 700 it: passwords and keys are in it. The next start does so too.");
        }
        space(examination, folder, findings);
        Path lock = folder.resolve("lock");
        if (Files.exists(lock) && isHeld(lock)) {
            String process = Files.readString(lock, StandardCharsets.US_ASCII).strip();
            String holder = process.isEmpty() ? "a process" : "the process " + process;
            examination.heldBy(holder);
            findings.otherwiseOk(
                    folder + ", in use by " + holder + ": a Chorus runs with it, and that one is looked at");
        } else {
            findings.otherwiseOk(folder + ", in use by nobody");
        }
    }

    private static void space(Examination examination, Path folder, Findings findings) throws IOException {
        if (examination.options().redis() != null) {
            return; // Only keys and a lock are written.
        }
        long free = Files.getFileStore(folder).getUsableSpace();
        String words = folder + " has " + free / MEBI + " MiB left, and the embedded Redis writes all data there twice"
                + " while it rewrites its file";
        String remedy = "Free some space, or give --data a larger disk: Redis refuses writes when it is full.";
        if (free < LEAST_FREE) {
            findings.wrong(words, remedy);
        } else if (free < ENOUGH_FREE) {
            findings.warning(words, remedy);
        }
    }

    private static boolean isHeld(Path lock) throws IOException {
        // A shared lock, which is given up at once: no start is kept from its own by this look. The process that holds
        // the folder must not look like this itself, for closing the file would end its own lock.
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.READ);
                FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return shared == null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return true;
        }
    }
}
