package dev.chorus.gateway.dialect.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.item.ReadItems;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.gateway.tunnel.GatewayRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemQueryTest {
    @Test
    void withoutParametersAPageBeginsAtTheFirstItem() {
        assertThat(of()).isEqualTo(new ItemQuery(null, null, true, false, false, 50));
    }

    @Test
    void fromIsInclusiveAndOrderAndSizeAreHonoured() {
        assertThat(of("From", "k", "Order", "desc", "PageSize", "101"))
                .isEqualTo(new ItemQuery(null, "k", true, true, false, 101));
        assertThat(of("Order", "asc", "PageSize", "100000").size()).isEqualTo(1000);
    }

    @Test
    void aSingleItemIsAskedForByItsOwnName() {
        assertThat(of("Key", "k", "From", "x").single()).isEqualTo("k");
        assertThat(ItemQuery.of(SyncResource.LIST, request("Index", "7")).single())
                .isEqualTo("7");
        assertThat(ItemQuery.of(SyncResource.LIST, request("Key", "7")).single())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "", "a:b", "日本 😀", "..", "fa5:x"})
    void aTokenHoldsAllThatThePageAfterOrBeforeItNeeds(String key) {
        for (boolean descending : new boolean[] {false, true}) {
            ItemQuery query = of("Order", descending ? "desc" : "asc", "PageSize", "7");

            ItemQuery after = of("PageToken", query.tokenAfter(key));
            ItemQuery before = of("PageToken", query.tokenBefore(key));

            assertThat(after).isEqualTo(new ItemQuery(null, key, false, descending, false, 7));
            assertThat(before).isEqualTo(new ItemQuery(null, key, false, descending, true, 7));
            assertThat(before.command(ObjectType.MAP, "m"))
                    .isEqualTo(new ReadItems(ObjectType.MAP, "m", key, false, !descending, 7));
            assertThat(of("PageToken", after.tokenAfter("z")))
                    .isEqualTo(new ItemQuery(null, "z", false, descending, false, 7));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000",
                "x",
                "f",
                "fa",
                "fa7",
                "fa:",
                ":",
                "fa-5:k",
                "fa0:k",
                "fax:k",
                "xa7:k",
                "fx7:k",
                "fa99999999999:k"
            })
    void aTokenOfAnotherMakeIsRefused(String text) {
        assertRefused(
                "PageToken",
                Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aTokenThatIsNoBase64IsRefused() {
        assertRefused("PageToken", "%%%");
        assertRefused("PageToken", "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "1.5", "99999999999"})
    void aPageSizeThatIsNoneIsRefused(String size) {
        assertRefused("PageSize", size);
    }

    private static void assertRefused(String... parameters) {
        assertThatThrownBy(() -> of(parameters))
                .isInstanceOf(RequestFailedException.class)
                .extracting(failure -> ((RequestFailedException) failure).code())
                .isEqualTo(ErrorCode.BAD_REQUEST);
    }

    private static ItemQuery of(String... parameters) {
        return ItemQuery.of(SyncResource.MAP, request(parameters));
    }

    private static GatewayRequest request(String... parameters) {
        Map<String, List<String>> query = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            query.put(parameters[i], List.of(parameters[i + 1]));
        }
        return new GatewayRequest("GET", "/", query, Map.of(), new byte[0], null, null, 0, "http://h");
    }
}
