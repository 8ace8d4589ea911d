package dev.chorus.server.development;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chorus.server.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentKeysTest {
    @TempDir
    private Path data;

    @Test
    void keysAreMadeAtTheFirstStartAndKept() {
        DevelopmentKeys first = DevelopmentKeys.in(data, Map.of());

        assertThat(DevelopmentKeys.in(data, Map.of())).isEqualTo(first);
        assertThat(first.accountSid()).matches("AC[a-f0-9]{32}");
        assertThat(first.apiKey()).matches("SK[a-f0-9]{32}");
        assertThat(first.serviceSid()).matches("IS[a-f0-9]{32}");
        assertThat(first.apiSecret()).hasSizeGreaterThanOrEqualTo(32).isNotEqualTo(first.authToken());
    }

    @Test
    void onlyTheOwnerCanReadThem() throws IOException {
        DevelopmentKeys.in(data, Map.of());

        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(data.resolve("development-keys.properties"))))
                .isEqualTo("rw-------");
    }

    @Test
    void whatTheEnvironmentFixesIsTakenFromThereAndKept() {
        String service = "IS" + "0".repeat(31) + "1";

        DevelopmentKeys fixed = DevelopmentKeys.in(data, Map.of("CHORUS_SERVICE_SID", service));

        assertThat(fixed.serviceSid()).isEqualTo(service);
        assertThat(DevelopmentKeys.in(data, Map.of())).isEqualTo(fixed);
    }

    @Test
    void aMalformedSidIsRefusedByItsName() {
        assertThatThrownBy(() -> DevelopmentKeys.in(data, Map.of("CHORUS_API_KEY", "SK1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("CHORUS_API_KEY: SK1 (expected: SK and 32");
    }

    @Test
    void aShortSecretIsRefusedWithoutBeingShown() {
        assertThatThrownBy(() -> DevelopmentKeys.in(data, Map.of("CHORUS_API_SECRET", "hunter2")))
                .hasMessageStartingWith("CHORUS_API_SECRET: too short")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void secretsAreNotInTheirText() {
        DevelopmentKeys keys = DevelopmentKeys.in(data, Map.of());

        assertThat(keys.toString()).doesNotContain(keys.apiSecret()).doesNotContain(keys.authToken());
    }
}
