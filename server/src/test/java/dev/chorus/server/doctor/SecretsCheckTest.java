package dev.chorus.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsCheckTest {
    private static final Map<String, String> GOOD = Map.of(
            "CHORUS_ACCOUNT_SID", "AC0123456789abcdef0123456789abcdef",
            "CHORUS_AUTH_TOKEN", "8f14e45fceea167a5a36dedd4bea2543",
            "CHORUS_API_KEY", "SK0123456789abcdef0123456789abcdef",
            "CHORUS_API_SECRET", "c9f0f895fb98ab9159f51fd0297e236d",
            "CHORUS_SERVICE_SID", "IS0123456789abcdef0123456789abcdef",
            "CHORUS_OPERATOR_TOKEN", "45c48cce2e2d7fbdea1afc51c7c6ad26");

    private final SecretsCheck check = new SecretsCheck();

    @Test
    void goodOnesAreInOrder() {
        assertThat(Looked.with(check, GOOD, "--production")).hasSize(1);
        assertThat(Looked.ok(Looked.with(check, GOOD, "--production")).words()).startsWith("all that production needs");
    }

    @Test
    void productionWithoutThemIsWrongAndEachMissingOneIsNamed() {
        assertThat(Looked.with(check, "--production"))
                .filteredOn(finding -> finding instanceof Finding.Wrong)
                .extracting(Finding::words)
                .containsExactly(
                        "CHORUS_ACCOUNT_SID is missing",
                        "CHORUS_API_KEY is missing",
                        "CHORUS_API_SECRET is missing",
                        "CHORUS_AUTH_TOKEN is missing",
                        "CHORUS_SERVICE_SID is missing");
    }

    @Test
    void developmentNeedsNone() {
        assertThat(Looked.ok(Looked.with(check)).words()).contains("made, and kept");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "change-me-change-me-change",
                "aaaaaaaaaaaaaaaaaaaaaaaa",
                "<your secret goes here>",
                "REPLACE_ME_1234567"
            })
    void aPlaceholderIsWrongAndIsNotRepeated(String placeholder) {
        Finding.Wrong finding = Looked.wrong(with("CHORUS_API_SECRET", placeholder));

        assertThat(finding.words()).isEqualTo("CHORUS_API_SECRET looks like a placeholder, which others can guess");
        assertThat(finding.toString()).doesNotContain(placeholder);
    }

    @Test
    void aShortOneIsWrong() {
        assertThat(Looked.wrong(with("CHORUS_AUTH_TOKEN", "8f14e45")).words())
                .isEqualTo("CHORUS_AUTH_TOKEN is too short");
    }

    @Test
    void aLineBreakAtItsEndIsWrong() {
        assertThat(Looked.wrong(with("CHORUS_AUTH_TOKEN", "8f14e45fceea167a5a36dedd4bea2543\n"))
                        .words())
                .contains("a blank or a line break");
    }

    @Test
    void oneSecretForTwoDoorsIsTold() {
        assertThat(Looked.warning(with("CHORUS_OPERATOR_TOKEN", GOOD.get("CHORUS_API_SECRET")))
                        .words())
                .contains("are the same");
    }

    @Test
    void aSidOfAnotherFormIsWrong() {
        assertThat(Looked.wrong(with("CHORUS_SERVICE_SID", "my-service")).words())
                .isEqualTo("CHORUS_SERVICE_SID is no sid");
    }

    private List<Finding> with(String name, String value) {
        Map<String, String> environment = new HashMap<>(GOOD);
        environment.put(name, value);
        return Looked.with(check, environment, "--production");
    }
}
