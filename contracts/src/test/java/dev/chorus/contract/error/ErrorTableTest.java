package dev.chorus.contract.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The TypeScript SDK knows the same codes. Its table is written by this test, run with {@code -Dchorus.write=true}, and
 * compared without.
 */
class ErrorTableTest {
    private static final Path TABLE = Path.of("../client-js/src/core/error-codes.ts");

    @Test
    void theTypeScriptTableSaysWhatTheEnumSays() throws IOException {
        String expected = table();
        if (Boolean.getBoolean("chorus.write")) {
            Files.writeString(TABLE, expected);
        }

        assertThat(Files.readString(TABLE)).isEqualTo(expected);
    }

    private static String table() {
        StringBuilder text = new StringBuilder("""
                // Written by ErrorTableTest of the module contracts. Do not edit.

                /** @internal What can be done about each code, and whether the same call may succeed later. */
                export const ERROR_CODES: Record<number, { retryable: boolean; remedy: string }> = {
                """);
        for (ErrorCode code : ErrorCode.values()) {
            String remedy = code.remedy() + ".";
            String quoted = remedy.contains("'") ? "\"" + remedy + "\"" : "'" + remedy + "'";
            String line = "  %d: { retryable: %s, remedy: %s },%n".formatted(code.number(), code.retryable(), quoted);
            text.append(line);
        }
        return text.append("};\n").toString();
    }
}
