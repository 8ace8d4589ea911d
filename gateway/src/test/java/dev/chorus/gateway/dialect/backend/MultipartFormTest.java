package dev.chorus.gateway.dialect.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chorus.contract.error.RequestFailedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartFormTest {
    private static final String TYPE = "multipart/form-data; boundary=--------------------------123";
    private static final String DELIMITER = "----------------------------123";

    @Test
    void partsAreReadWithWhateverIsInThem() {
        String body = part("FriendlyName", "Grüße ☂\r\n--not the end\r\n")
                + part("Permission", "sendMessage")
                + part("Permission", "leaveChannel")
                + part("UniqueName", "")
                + DELIMITER + "--\r\n";

        assertThat(MultipartForm.parse(TYPE, body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Map.of(
                        "FriendlyName", List.of("Grüße ☂\r\n--not the end\r\n"),
                        "Permission", List.of("sendMessage", "leaveChannel"),
                        "UniqueName", List.of("")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "----------------------------123", "----------------------------123\r\n\r\n", "\r\n\r\n"})
    void whatHasNoPartsHasNoParameters(String body) {
        assertThat(MultipartForm.parse(TYPE, body.getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void partsNeedABoundary() {
        assertThatThrownBy(() -> MultipartForm.parse("multipart/form-data", new byte[0]))
                .isInstanceOf(RequestFailedException.class);
    }

    private static String part(String name, String value) {
        return DELIMITER + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }
}
