package dev.chorus.gateway.dialect.operator;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.ReadServiceSettings;
import dev.chorus.contract.change.Change;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ReadObject;
import dev.chorus.contract.session.ConnectionState;
import dev.chorus.contract.subscription.ReadChanges;
import dev.chorus.gateway.auth.BackEndCredentials;
import dev.chorus.gateway.dialect.backend.RestPages;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the admin page shows beside what the REST API has anyway: live connections, and the last events of an object. */
public final class ViewRoutes {
    private static final String SERVICE = "/admin/v1/Services/{service}";
    private static final int EVENTS = 50;

    private final CommandBus bus;
    private final BackEndCredentials credentials;
    private final Connections connections;

    /** Routes over these parts, for those whom the credentials let. */
    public ViewRoutes(CommandBus bus, BackEndCredentials credentials, Connections connections) {
        this.bus = bus;
        this.credentials = credentials;
        this.connections = connections;
    }

    /** Adds them to a gateway's. */
    public void addTo(RouteTable routes) {
        routes.add("GET", SERVICE + "/Connections", (request, path) -> connections(request, path.get(0)))
                .add(
                        "GET",
                        SERVICE + "/Objects/{id}/Events",
                        (request, path) -> events(request, path.get(0), path.get(1)));
    }

    private Future<GatewayResponse> connections(GatewayRequest request, String service) {
        return credentials
                .account(request)
                .compose(account -> bus.request(
                                BusAddress.SYNC, Caller.backEnd(account, service), new ReadServiceSettings())
                        .compose(known -> connections.find(account, service)))
                .map(found -> {
                    String url = request.baseUrl() + request.path();
                    RestPages pages = RestPages.of(request, url, RestPages.MOST);
                    int begin = pages.from() == null ? 0 : indexOf(found, pages.from()) + 1;
                    int end = Math.min(found.size(), begin + pages.size());
                    return pages.answer(
                            "connections",
                            found.subList(begin, end),
                            end < found.size()
                                    ? RestPages.token(found.get(end - 1).id())
                                    : null,
                            ViewRoutes::fields);
                });
    }

    /** Where a page begins; connections come and go, so one that is gone begins it anew. */
    private static int indexOf(List<ConnectionState> found, @Nullable String token) {
        String id = token == null ? "" : RestPages.text(token);
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private Future<GatewayResponse> events(GatewayRequest request, String service, String id) {
        if (!ObjectSid.isSid(id) || new ObjectSid(id).type().isEmpty()) {
            throw new RequestFailedException(ErrorCode.NOT_FOUND);
        }
        ObjectSid sid = new ObjectSid(id);
        return credentials
                .account(request)
                .compose(account -> bus.request(
                                BusAddress.SYNC,
                                Caller.backEnd(account, service),
                                new ReadObject(sid.type().orElseThrow(), id))
                        .compose(object -> bus.request(
                                BusAddress.SYNC,
                                Caller.system(),
                                new ReadChanges(sid, Math.max(0, object.lastEventId() - EVENTS), true)))
                        .map(changes -> {
                            List<Change> latest = new ArrayList<>(changes.changes());
                            Collections.reverse(latest);
                            return GatewayResponse.of(
                                    200, new JsonWriter().objects("events", latest, ViewRoutes::fields));
                        }));
    }

    private static void fields(JsonWriter json, ConnectionState connection) {
        json.text("id", connection.id())
                .text("identity", connection.identity())
                .text("generation", connection.generation().toLowerCase(Locale.ROOT))
                .number("subscriptions", connection.subscriptions())
                .date("since", connection.sinceMillis());
    }

    private static void fields(JsonWriter json, Change change) {
        json.number("id", change.eventId())
                .text("kind", change.kind().name().toLowerCase(Locale.ROOT))
                .text("key", change.key())
                .text("actor", change.actor())
                .date("date", change.atMillis())
                .raw("data", change.data());
    }
}
