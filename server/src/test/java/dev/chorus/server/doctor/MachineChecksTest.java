package dev.chorus.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Java, memory and files: this machine's own, and machines that lack something. */
class MachineChecksTest {
    private static final long MEBI = 1024 * 1024;

    @Test
    void thisMachineIsLookedAt() {
        assertThat(Looked.with(new JavaCheck())).hasSize(1);
        assertThat(Looked.with(new FilesCheck())).hasSize(1);
    }

    @Test
    void aSmallHeapIsTold() {
        assertThat(Looked.warning(Looked.by(findings -> JavaCheck.judge(17, 64 * MEBI, 512 * MEBI, true, findings)))
                        .words())
                .isEqualTo("the heap may grow to 64 MiB only");
    }

    @Test
    void aHeapThatTakesTheWholeContainerIsTold() {
        assertThat(Looked.warning(Looked.by(findings -> JavaCheck.judge(17, 1000 * MEBI, 1024 * MEBI, true, findings)))
                        .words())
                .contains("1000 of the 1024 MiB");
    }

    @Test
    void fewFilesMeanFewConnectionsForAGateway() {
        assertThat(Looked.warning(Looked.by(findings -> FilesCheck.judge(4096, true, findings)))
                        .words())
                .contains("about 3596 connections");
        assertThat(Looked.ok(Looked.by(findings -> FilesCheck.judge(4096, false, findings)))
                        .words())
                .isEqualTo("4096");
        assertThat(Looked.wrong(Looked.by(findings -> FilesCheck.judge(256, false, findings)))
                        .remedy())
                .contains("ulimit -n");
    }
}
