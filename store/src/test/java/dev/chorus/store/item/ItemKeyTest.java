package dev.chorus.store.item;

import static dev.chorus.contract.object.ObjectType.LIST;
import static dev.chorus.contract.object.ObjectType.MAP;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemKeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"0", "9", "10", "1099511627775"})
    void anIndexComesBackAsItWas(String index) {
        byte[] stored = ItemKey.encode(LIST, index).orElseThrow();

        assertThat(stored).hasSize(10);
        assertThat(ItemKey.decode(LIST, stored, stored.length)).isEqualTo(index);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "x", "٣", "1099511627776", "99999999999999999999"})
    void whatIsNoIndexHasNoStoredForm(String text) {
        assertThat(ItemKey.encode(LIST, text)).isEmpty();
    }

    @Test
    void aKeyComesBackAsItWas() {
        byte[] stored = ItemKey.encode(MAP, "k\u00e9y \ud83d\ude00").orElseThrow();

        assertThat(ItemKey.decode(MAP, stored, stored.length)).isEqualTo("k\u00e9y \ud83d\ude00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with\0nul"})
    void whatIsNoKeyHasNoStoredForm(String text) {
        assertThat(ItemKey.encode(MAP, text)).isEmpty();
    }
}
