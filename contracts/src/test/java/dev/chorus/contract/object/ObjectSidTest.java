package dev.chorus.contract.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectSidTest {
    private static final String HEX = "0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @EnumSource(ObjectType.class)
    void aSidNamesItsType(ObjectType type) {
        ObjectSid sid = new ObjectSid(type.sidPrefix() + HEX);

        assertThat(sid.type()).contains(type);
        assertThat(sid).hasToString(type.sidPrefix() + HEX);
    }

    @Test
    void aSidOfSomethingElseHasNoType() {
        assertThat(new ObjectSid("IS" + HEX).type()).isEmpty();
    }

    @Test
    void noTwoTypesShareAPrefix() {
        assertThat(Arrays.stream(ObjectType.values()).map(ObjectType::sidPrefix))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ET",
                "ET0123456789abcdef0123456789abcde",
                "ET0123456789abcdef0123456789abcdef0",
                "ET0123456789ABCDEF0123456789abcdef",
                "et0123456789abcdef0123456789abcdef",
                "E10123456789abcdef0123456789abcdef",
                "ET0123456789abcdef0123456789abcde\n",
                "ET0123456789abcdef0123456789abcdeg"
            })
    void anythingElseIsNoSid(String text) {
        assertThat(ObjectSid.isSid(text)).isFalse();
        assertThatThrownBy(() -> new ObjectSid(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
