package dev.chorus.sync.command;

import static dev.chorus.contract.object.ObjectType.DOCUMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.value.Json;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputRulesTest {
    private final InputRules rules = new InputRules(10, 5);

    @Test
    void dataMayBeAsLargeAsTheLimit() {
        assertThat(rules.data(Json.of("\"12345678\""))).isNotNull();
        assertThat(refusal(() -> rules.data(Json.of("\"123456789\"")))).isEqualTo(ErrorCode.DATA_TOO_LARGE);
    }

    @Test
    void dataIsCountedInBytes() {
        assertThat(refusal(() -> rules.data(Json.of("\"ääääää\"")))).isEqualTo(ErrorCode.DATA_TOO_LARGE);
    }

    @Test
    void messagesHaveTheirOwnLimit() {
        assertThat(refusal(() -> rules.message(Json.of("\"12345\"")))).isEqualTo(ErrorCode.DATA_TOO_LARGE);
    }

    @Test
    void aNameMustNotLookLikeASid() {
        assertThat(rules.uniqueName(DOCUMENT, "x".repeat(320))).hasSize(320);
        assertThat(rules.uniqueName(DOCUMENT, null)).isNull();
        assertThat(refusal(() -> rules.uniqueName(DOCUMENT, ""))).isEqualTo(ErrorCode.UNIQUE_NAME_INVALID);
        assertThat(refusal(() -> rules.uniqueName(DOCUMENT, "x".repeat(321)))).isEqualTo(ErrorCode.UNIQUE_NAME_INVALID);
        assertThat(refusal(() -> rules.uniqueName(DOCUMENT, "ET" + "a".repeat(32))))
                .isEqualTo(ErrorCode.UNIQUE_NAME_INVALID);
    }

    @Test
    void aKeyHasOneTo320CharactersAndNoNul() {
        assertThat(rules.key(ObjectType.MAP, "x".repeat(320))).hasSize(320);
        assertThat(refusal(() -> rules.key(ObjectType.MAP, ""))).isEqualTo(ErrorCode.MAP_KEY_INVALID);
        assertThat(refusal(() -> rules.key(ObjectType.MAP, "x".repeat(321)))).isEqualTo(ErrorCode.MAP_KEY_INVALID);
        assertThat(refusal(() -> rules.key(ObjectType.MAP, "a\0b"))).isEqualTo(ErrorCode.MAP_KEY_INVALID);
    }

    @Test
    void anIndexThatIsNoneFindsNoItem() {
        assertThat(refusal(() -> rules.key(ObjectType.LIST, "first"))).isEqualTo(ErrorCode.LIST_ITEM_NOT_FOUND);
    }

    @Test
    void aTtlIsZeroOrMoreSeconds() {
        assertThat(rules.ttlMillis(60L)).isEqualTo(60_000);
        assertThat(rules.ttlMillis(null)).isNull();
        assertThat(refusal(() -> rules.ttlMillis(-1L))).isEqualTo(ErrorCode.TTL_INVALID);
        assertThat(refusal(() -> rules.ttlMillis(Long.MAX_VALUE))).isEqualTo(ErrorCode.TTL_INVALID);
    }

    @Test
    void ifMatchIsARevisionOrMinusOne() {
        assertThat(rules.ifMatch("1f")).isEqualTo(31);
        assertThat(rules.ifMatch("-1")).isEqualTo(-1);
        assertThat(rules.ifMatch(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-2", "1F", "\"1\"", "00000000000001"})
    void otherIfMatchesAreMalformed(String revision) {
        assertThat(refusal(() -> rules.ifMatch(revision))).isEqualTo(ErrorCode.IF_MATCH_MALFORMED);
    }

    private static ErrorCode refusal(Runnable rule) {
        return Assertions.catchThrowableOfType(RequestFailedException.class, rule::run)
                .code();
    }
}
