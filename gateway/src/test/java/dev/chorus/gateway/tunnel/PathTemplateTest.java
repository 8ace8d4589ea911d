package dev.chorus.gateway.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {
    private static final PathTemplate ITEM = new PathTemplate("/v3/Maps/{id}/Items/{key}");

    @ParameterizedTest
    @CsvSource({
        "/v3/Maps/MP1/Items/key, key",
        "/v3/Maps/MP1/Items/a%2Fb, a/b",
        "/v3/Maps/MP1/Items/a%2fb, a/b",
        "/v3/Maps/MP1/Items/.., ..",
        "/v3/Maps/MP1/Items/%2E%2E, ..",
        "/v3/Maps/MP1/Items/., .",
        "/v3/Maps/MP1/Items/a+b, a+b",
        "/v3/Maps/MP1/Items/a%2Bb, a+b",
        "/v3/Maps/MP1/Items/a%20b, 'a b'",
        "/v3/Maps/MP1/Items/%E6%97%A5, 日",
        "/v3/Maps/MP1/Items/日, 日",
        "/v3/Maps/MP1/Items/%F0%9F%98%80, 😀",
        "/v3/Maps/MP1/Items/100%, 100%",
        "/v3/Maps/MP1/Items/%4, %4",
        "/v3/Maps/MP1/Items/%zz, %zz",
        "/v3/Maps/MP1/Items/%4g%41, %4gA",
        "/v3/Maps/MP1/Items/%2541, %41",
        "/v3/Maps/MP1/Items/%, %",
        "/v3/Maps/MP1/Items/{key}, {key}",
    })
    void aSegmentIsDecodedAfterThePathWasSplit(String path, String key) {
        assertThat(ITEM.match(PathTemplate.split(path))).containsExactly("MP1", key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/v3/Maps",
                "/v3/Maps/MP1/Items",
                "/v3/Maps/MP1/Items/",
                "/v3/Maps//Items/key",
                "//v3/Maps/MP1/Items/key",
                "/v3//Maps/MP1/Items/key",
                "/v3/Maps/MP1/Items/key/",
                "/v3/Maps/MP1/items/key",
                "/v3/Lists/MP1/Items/key",
                "/v3/Maps/x/../MP1/Items/key",
                "/v3/%4Daps/MP1/Items/key"
            })
    void pathsAreNeverNormalised(String path) {
        assertThat(ITEM.match(PathTemplate.split(path))).isNull();
    }

    @Test
    void bytesThatAreNoUtf8BecomeReplacementCharacters() {
        assertThat(PathTemplate.decode("a%FFb")).isEqualTo("a\ufffdb");
    }
}
