package dev.chorus.client.sync;

import dev.chorus.client.ChorusException;
import dev.chorus.client.EventType;
import dev.chorus.client.connection.CallRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One JSON object that many clients read, change and observe. */
public final class SyncDocument extends SyncObject {
    /** Its data changed, here or elsewhere. */
    public static final EventType<DocumentUpdated> UPDATED = new EventType<>("updated");

    private static final int REVISION_MISMATCH = 412;

    private volatile JsonObject data;
    private String revision;

    SyncDocument(SyncContext context, JsonObject root) {
        super(context, "document", "Documents", root);
        this.data = root.getJsonObject("data", new JsonObject());
        this.revision = root.getString("revision");
    }

    /** The present data: a copy. */
    public JsonObject data() {
        return data.copy();
    }

    /** Replaces the data, whatever it was. Completes with the new data. */
    public Future<JsonObject> set(JsonObject value) {
        return set(value, Ttl.UNCHANGED);
    }

    /** The same, and sets when the document removes itself. */
    public Future<JsonObject> set(JsonObject value, Ttl ttl) {
        JsonObject sent = value.copy();
        return inOrder("data", () -> write(sent, null, ttl));
    }

    /** Merges fields into the data. Nobody's change is lost. Completes with the new data. */
    public Future<JsonObject> update(JsonObject fields) {
        JsonObject changes = fields.copy();
        return mutate(present -> present.mergeIn(changes.copy()));
    }

    /**
     * Changes the data by a function of what it is. Where others change it meanwhile, the function is asked again with
     * what they left. Completes with the new data, or the present one if the function gave null to leave it.
     */
    public Future<JsonObject> mutate(Function<JsonObject, @Nullable JsonObject> change) {
        return inOrder("data", () -> attempt(change, data, revision));
    }

    /** Removes the document for everybody. */
    public Future<Void> removeDocument() {
        return removeObject();
    }

    @Override
    void changed(String eventType, JsonObject event) {
        if (eventType.equals("document_updated")) {
            take(event.getJsonObject("document_data"), event.getString("document_revision"), false);
        }
    }

    private Future<JsonObject> attempt(
            Function<JsonObject, @Nullable JsonObject> change, JsonObject base, String baseRevision) {
        JsonObject value = change.apply(base.copy());
        if (value == null) {
            return Future.succeededFuture(base.copy());
        }
        return write(value.copy(), baseRevision, Ttl.UNCHANGED)
                .recover(failure -> failure instanceof ChorusException refusal && refusal.status() == REVISION_MISMATCH
                        ? call(CallRequest.get(path()))
                                .compose(present -> attempt(
                                        change,
                                        present.body().getJsonObject("data"),
                                        present.body().getString("revision")))
                        : Future.failedFuture(failure));
    }

    private Future<JsonObject> write(JsonObject value, @Nullable String ifMatch, Ttl ttl) {
        CallRequest request = CallRequest.post(path(), ttl.into(new JsonObject().put("data", value)));
        return call(ifMatch == null ? request : request.withHeader("If-Match", ifMatch), answer -> {
            JsonObject body = answer.body();
            return feed().own(body.getLong("last_event_id"), () -> {
                        touch(body);
                        take(value, body.getString("revision"), true);
                    })
                    .map(value.copy());
        });
    }

    private void take(JsonObject next, String nextRevision, boolean isLocal) {
        JsonObject previous = data;
        data = next;
        revision = nextRevision;
        emit(UPDATED, new DocumentUpdated(next.copy(), previous.copy(), isLocal));
    }
}
