package dev.chorus.gateway.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryTest {
    @Test
    void namesAndValuesAreDecoded() {
        assertThat(Query.parse("From=a%20b&Key=%E6%97%A5%26&a%3Db=1"))
                .isEqualTo(Map.of("From", List.of("a b"), "Key", List.of("日&"), "a=b", List.of("1")));
    }

    @Test
    void aRepeatedNameHasSeveralValuesInTheirOrder() {
        assertThat(Query.parse("a=1&b=2&a=3")).containsEntry("a", List.of("1", "3"));
    }

    @Test
    void whatIsMalformedStaysAsItIs() {
        assertThat(Query.parse("a=%&b=%zz&c=1=2&d&=e&&f=+"))
                .containsEntry("a", List.of("%"))
                .containsEntry("b", List.of("%zz"))
                .containsEntry("c", List.of("1=2"))
                .containsEntry("d", List.of(""))
                .containsEntry("f", List.of("+"));
    }

    @Test
    void nothingIsNoParameters() {
        assertThat(Query.parse(null)).isEmpty();
        assertThat(Query.parse("")).isEmpty();
    }
}
