package dev.chorus.gateway.dialect.first;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.change.Change;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.object.ReadObject;
import dev.chorus.contract.subscription.Changes;
import dev.chorus.contract.subscription.ReadChanges;
import dev.chorus.gateway.subscription.Subscription;
import dev.chorus.gateway.tunnel.GatewayRequest;
import dev.chorus.gateway.tunnel.GatewayResponse;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * Event logs (IP messaging specification, sections 6.4 and 12). Everything that was missed is told at once, since clients
 * ask once; and no reading of a log fails, since clients take no error for an answer.
 */
final class EventRoutes {
    private final CommandBus bus;
    private final Attachments attachments;

    EventRoutes(CommandBus bus, Attachments attachments) {
        this.bus = bus;
        this.attachments = attachments;
    }

    /** Adds them; the log of a session has more to tell, and is asked of the sessions. */
    void addTo(RouteTable routes, SessionRoutes sessions) {
        routes.add(
                        "GET",
                        "/v2/Maps/{id}/Events",
                        (request, path) -> events(request, DescriptorRoutes.object("Maps", path.get(0))))
                .add("GET", "/v2/Streams/{id}/Events", (request, path) -> {
                    FirstObject stream = DescriptorRoutes.object("Streams", path.get(0));
                    return stream.kind() == FirstObject.Kind.SESSION
                            ? sessions.events(request, stream.sid())
                            : events(request, stream);
                });
    }

    /** The events of an object after the one that the client has. */
    Future<GatewayResponse> events(GatewayRequest request, FirstObject object) {
        long after = after(request);
        return changes(request, object, after)
                .map(found -> {
                    Subscription subscription = found.attached().subscription();
                    long toldFrom = subscription == null ? 0 : subscription.startedAt() + 1;
                    long toldUpTo = subscription == null ? -1 : subscription.position();
                    attachments.goOn(request, object, found.attached(), found.upToEventId());
                    EventPage page = new EventPage(attachments.encoder(object, request.baseUrl()), found.changes());
                    return FirstAnswers.results(page.results(after, found.upToEventId(), toldFrom, toldUpTo));
                })
                .recover(failure -> FirstAnswers.isRefused(failure)
                        ? Future.succeededFuture(FirstAnswers.noResults())
                        : Future.failedFuture(failure));
    }

    private Future<Found> changes(GatewayRequest request, FirstObject object, long after) {
        if (request.session() == null) {
            Caller caller = Attachments.caller(request);
            ReadObject readable =
                    new ReadObject(object.kind().type(), object.sid().value());
            return bus.request(BusAddress.SYNC, caller, readable)
                    .compose(allowed -> readOn(request, object, Found.NONE, new ArrayList<>(), after));
        }
        return attachments
                .attach(request, object, after)
                .recover(failure -> fromNow(request, object, failure))
                .compose(attached -> {
                    Changes changes = attached.changes();
                    List<Change> all = new ArrayList<>(changes.changes());
                    return changes.complete()
                            ? Future.succeededFuture(new Found(attached, all, changes.upToEventId()))
                            : attachments.reading(
                                    request,
                                    object,
                                    attached,
                                    readOn(request, object, attached, all, changes.upToEventId()));
                });
    }

    /**
     * A client whose position nobody ever had cannot be told so. It keeps what it knows, and is told everything from now
     * on.
     */
    private Future<Attachments.Attached> fromNow(GatewayRequest request, FirstObject object, Throwable failure) {
        return failure instanceof RequestFailedException refusal && refusal.code() == ErrorCode.CURSOR_TOO_OLD
                ? attachments.attach(request, object, null)
                : Future.failedFuture(failure);
    }

    private Future<Found> readOn(
            GatewayRequest request, FirstObject object, Attachments.Attached attached, List<Change> all, long after) {
        return bus.request(BusAddress.SYNC, Attachments.caller(request), new ReadChanges(object.sid(), after, true))
                .compose(changes -> {
                    all.addAll(changes.changes());
                    return changes.complete()
                            ? Future.succeededFuture(new Found(attached, all, changes.upToEventId()))
                            : readOn(request, object, attached, all, changes.upToEventId());
                });
    }

    /** The last event that the client has; 0 for none. */
    static long after(GatewayRequest request) {
        String text = request.parameter("from");
        return text != null && text.matches("\\d{1,15}") ? Long.parseLong(text) : 0;
    }

    private record Found(Attachments.Attached attached, List<Change> changes, long upToEventId) {
        static final Attachments.Attached NONE = new Attachments.Attached(null, new Changes(List.of(), 0, true, 0));
    }
}
