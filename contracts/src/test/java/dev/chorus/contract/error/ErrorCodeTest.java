package dev.chorus.contract.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {
    @Test
    void noTwoRefusalsShareANumber() {
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::number)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void aNumberFindsItsCode(ErrorCode code) {
        assertThat(ErrorCode.ofNumber(code.number())).isEqualTo(code);
        assertThat(code.httpStatus()).isBetween(400, 599);
        assertThat(code.meaning()).isNotBlank();
    }

    @Test
    void aNumberOfAnotherReleaseIsAnInternalError() {
        assertThat(ErrorCode.ofNumber(1)).isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void onlyTroubleThatPassesMayBeRetried() {
        assertThat(Arrays.stream(ErrorCode.values()).filter(ErrorCode::retryable))
                .allMatch(code -> code.httpStatus() == 429 || code.httpStatus() >= 500)
                .contains(ErrorCode.UNAVAILABLE, ErrorCode.INTERNAL);
    }

    @Test
    void aRefusalSaysItsCodesMeaningUnlessItKnowsBetter() {
        assertThat(new RequestFailedException(ErrorCode.NOT_FOUND)).hasMessage(ErrorCode.NOT_FOUND.meaning());
        assertThat(new RequestFailedException(ErrorCode.NOT_FOUND, null)).hasMessage(ErrorCode.NOT_FOUND.meaning());
        assertThat(new RequestFailedException(ErrorCode.NOT_FOUND, "gone")).hasMessage("gone");
    }
}
