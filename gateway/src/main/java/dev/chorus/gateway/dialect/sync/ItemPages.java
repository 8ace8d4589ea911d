package dev.chorus.gateway.dialect.sync;

import dev.chorus.contract.item.ItemPage;
import dev.chorus.contract.item.ItemState;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of items as clients expect them (sync specification, section 16). */
final class ItemPages {
    private final SyncResource resource;
    private final SyncBodies bodies;

    ItemPages(SyncResource resource, SyncBodies bodies) {
        this.resource = resource;
        this.bodies = bodies;
    }

    GatewayResponse single(ItemState item) {
        return response(List.of(item), null, null);
    }

    GatewayResponse none() {
        return response(List.of(), null, null);
    }

    GatewayResponse page(ItemQuery query, ItemPage page) {
        List<ItemState> items = new ArrayList<>(page.items());
        boolean before = query.backwards() ? page.hasNext() : page.hasPrevious();
        boolean after = query.backwards() ? page.hasPrevious() : page.hasNext();
        if (query.backwards()) {
            Collections.reverse(items);
        }
        String first = items.isEmpty() ? query.boundary() : items.get(0).key();
        String last =
                items.isEmpty() ? query.boundary() : items.get(items.size() - 1).key();
        return response(
                items,
                before && first != null ? query.tokenBefore(first) : null,
                after && last != null ? query.tokenAfter(last) : null);
    }

    private GatewayResponse response(
            List<ItemState> items, @Nullable String previousToken, @Nullable String nextToken) {
        return GatewayResponse.of(
                200,
                new JsonWriter()
                        .objects("items", items, (json, item) -> bodies.itemFields(resource, json, item))
                        .object(
                                "meta",
                                meta -> meta.text("key", "items")
                                        .text("previous_token", previousToken)
                                        .text("next_token", nextToken)));
    }
}
