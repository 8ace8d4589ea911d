package dev.chorus.gateway.dialect.first;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.item.ItemState;
import dev.chorus.contract.item.ReadItem;
import dev.chorus.contract.item.ReadItems;
import dev.chorus.contract.member.ListMemberships;
import dev.chorus.contract.member.MembershipState;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entities of maps and streams, page by page (IP messaging specification, sections 6.2 and 6.3). */
final class EntityRoutes {
    private static final int DEFAULT_LIMIT = 50;
    private static final int LIMIT = 1_000;

    private final CommandBus bus;

    EntityRoutes(CommandBus bus) {
        this.bus = bus;
    }

    void addTo(RouteTable routes) {
        routes.add("GET", "/v2/Maps/{id}/Entities", (request, path) -> {
                    FirstObject map = DescriptorRoutes.object("Maps", path.get(0));
                    String key = request.parameter("id");
                    return emptyIfGone(key == null ? mapPage(request, map) : single(request, map, key));
                })
                .add(
                        "GET",
                        "/v2/Streams/{id}/Entities",
                        (request, path) ->
                                emptyIfGone(streamPage(request, DescriptorRoutes.object("Streams", path.get(0)))));
    }

    private Future<GatewayResponse> single(GatewayRequest request, FirstObject map, String key) {
        return bus.request(
                        BusAddress.SYNC,
                        Attachments.caller(request),
                        new ReadItem(map.kind().type(), map.sid().value(), key))
                .map(item -> results(request, map, List.of(item), null))
                // A key that is not there is no error; one would keep the client waiting for ever.
                .recover(failure -> FirstAnswers.isRefused(failure)
                        ? Future.succeededFuture(FirstAnswers.noResults())
                        : Future.failedFuture(failure));
    }

    private Future<GatewayResponse> mapPage(GatewayRequest request, FirstObject map) {
        String from = request.parameter("from");
        int limit = limit(request);
        if (map.kind() == FirstObject.Kind.CHANNELS) {
            return memberships(request, from, limit, new ArrayList<>())
                    .map(found -> FirstAnswers.results(membershipResults(request, map, found, from)));
        }
        return items(request, map, from, false, limit, new ArrayList<>())
                .map(items -> results(request, map, items, from));
    }

    private Future<GatewayResponse> streamPage(GatewayRequest request, FirstObject stream) {
        boolean backwards = "backwards".equals(request.parameter("direction"));
        return items(request, stream, request.parameter("from"), backwards, limit(request), new ArrayList<>())
                .map(items -> {
                    if (backwards) {
                        Collections.reverse(items);
                    }
                    return results(request, stream, items, null);
                });
    }

    /** Pages are filled up to their limit: a short one would be taken for the last. */
    private Future<List<ItemState>> items(
            GatewayRequest request,
            FirstObject object,
            @Nullable String from,
            boolean descending,
            int limit,
            List<ItemState> found) {
        String start = found.isEmpty() ? from : found.get(found.size() - 1).key();
        return bus.request(
                        BusAddress.SYNC,
                        Attachments.caller(request),
                        new ReadItems(
                                object.kind().type(),
                                object.sid().value(),
                                start,
                                found.isEmpty(),
                                descending,
                                limit - found.size()))
                .compose(page -> {
                    found.addAll(page.items());
                    return page.hasNext() && found.size() < limit
                            ? items(request, object, from, descending, limit, found)
                            : Future.succeededFuture(found);
                });
    }

    private Future<List<MembershipState>> memberships(
            GatewayRequest request, @Nullable String from, int limit, List<MembershipState> found) {
        return bus.request(BusAddress.MESSAGING, Attachments.caller(request), new ListMemberships(from, limit))
                .compose(page -> {
                    FirstEntities entities = new FirstEntities(request.baseUrl());
                    for (MembershipState membership : page.memberships()) {
                        if (found.size() < limit && entities.membership(membership) != null) {
                            found.add(membership);
                        }
                    }
                    return page.next() != null && found.size() < limit
                            ? memberships(request, page.next(), limit, found)
                            : Future.succeededFuture(found);
                });
    }

    private static GatewayResponse results(
            GatewayRequest request, FirstObject object, List<ItemState> items, @Nullable String from) {
        FirstEntities entities = new FirstEntities(request.baseUrl());
        ArrayNode results = FirstEntities.JSON.createArrayNode();
        for (ItemState item : items) {
            ObjectNode data = entities.item(object.kind(), item.data());
            if (data != null) {
                add(results, entities, object, item.key(), data, from);
            }
        }
        return FirstAnswers.results(results);
    }

    private static ArrayNode membershipResults(
            GatewayRequest request, FirstObject map, List<MembershipState> found, @Nullable String from) {
        FirstEntities entities = new FirstEntities(request.baseUrl());
        ArrayNode results = FirstEntities.JSON.createArrayNode();
        for (MembershipState membership : found) {
            ObjectNode data = entities.membership(membership);
            if (data != null) {
                add(results, entities, map, membership.channel().sid().value(), data, from);
            }
        }
        return results;
    }

    /**
     * The client drops the first entity of a following page, which is the last one of the page before. Where that one is
     * gone, the first is told twice, so that only its copy is dropped.
     */
    private static void add(
            ArrayNode results,
            FirstEntities entities,
            FirstObject object,
            String key,
            ObjectNode data,
            @Nullable String from) {
        ObjectNode entity = FirstEntities.JSON.createObjectNode();
        if (object.kind().isStream()) {
            entity.put("entity_id", Long.parseLong(key));
        } else {
            entity.put("entity_id", key);
        }
        entity.set("links", entities.links(object, key));
        entity.set("data", data);
        if (results.isEmpty() && from != null && !from.equals(key)) {
            results.add(entity);
        }
        results.add(entity);
    }

    private static Future<GatewayResponse> emptyIfGone(Future<GatewayResponse> answer) {
        return answer.recover(failure -> FirstAnswers.isFormerMember(failure)
                        || (failure instanceof RequestFailedException refusal
                                && refusal.code() == ErrorCode.MAP_NOT_FOUND)
                ? Future.succeededFuture(FirstAnswers.noResults())
                : Future.failedFuture(failure));
    }

    private static int limit(GatewayRequest request) {
        String text = request.parameter("limit");
        return text != null && text.matches("[1-9]\\d{0,5}") ? Math.min(LIMIT, Integer.parseInt(text)) : DEFAULT_LIMIT;
    }
}
