package dev.chorus.service.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureTest {
    @Test
    void parametersAreSignedInTheOrderOfTheirNames() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("b", "2");
        parameters.put("a", "1");

        assertThat(Signature.of("token", "https://example.org/hook", parameters))
                .isEqualTo(Signature.of("token", "https://example.org/hooka1b2", Map.of()));
    }

    @Test
    void anotherTokenMakesAnotherSignature() {
        assertThat(Signature.of("token", "https://example.org/", Map.of()))
                .isNotEqualTo(Signature.of("other", "https://example.org/", Map.of()))
                .hasSize(28);
    }
}
