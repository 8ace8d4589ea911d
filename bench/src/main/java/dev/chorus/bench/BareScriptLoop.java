package dev.chorus.bench;

import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.value.Json;
import dev.chorus.store.Outcome;
import dev.chorus.store.Retention;
import dev.chorus.store.Store;
import dev.chorus.store.StoreOptions;
import dev.chorus.store.object.NewObject;
import dev.chorus.store.script.ScriptCall;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * What the whole path of a write is measured against: the same script with the same arguments in a loop, from one event
 * loop, with nothing before or behind it.
 */
final class BareScriptLoop {
    private final Store store;
    private final List<ObjectSid> documents;
    private final Json data = Json.of(WriteBench.data());
    private long started;
    private long done;

    private BareScriptLoop(Store store, List<ObjectSid> documents) {
        this.store = store;
        this.documents = documents;
    }

    public static void main(String[] arguments) {
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        Context context = vertx.getOrCreateContext();
        context.runOnContext(begin -> Store.open(
                        vertx, StoreOptions.standalone(arguments[0]), Retention.DEFAULT, new CompositeMeterRegistry())
                .compose(store -> create(store).map(documents -> new BareScriptLoop(store, documents)))
                .onSuccess(loop -> loop.run(vertx)));
    }

    private static Future<List<ObjectSid>> create(Store store) {
        List<Future<ObjectSid>> made = new ArrayList<>();
        for (int i = 0; i < WriteBench.DOCUMENTS; i++) {
            made.add(store.objects()
                    .create(
                            call("bare" + i),
                            new NewObject(ObjectType.DOCUMENT, DevelopmentKeyring.ACCOUNT, null, Json.emptyObject(), 0))
                    .map(outcome -> outcome.reply().sid()));
        }
        return Future.all(made).map(all -> all.list());
    }

    private void run(Vertx vertx) {
        for (int i = 0; i < WriteBench.IN_FLIGHT; i++) {
            next();
        }
        vertx.setTimer(WriteBench.WARM_UP.toMillis(), warm -> {
            long before = done;
            long startNanos = System.nanoTime();
            System.out.println("begin");
            vertx.setTimer(WriteBench.ROUND.toMillis(), end -> {
                double seconds = (System.nanoTime() - startNanos) / 1e9;
                System.out.println("end " + (done - before) + " " + seconds);
            });
        });
    }

    private void next() {
        long number = started++;
        ObjectSid document = documents.get((int) (number % documents.size()));
        Future<Outcome<dev.chorus.contract.object.ObjectState>> written =
                store.objects().update(call("RQ" + number), ObjectType.DOCUMENT, document, data, null, null);
        written.onComplete(
                outcome -> {
                    done++;
                    next();
                },
                failure -> next());
    }

    private static ScriptCall call(String requestId) {
        return new ScriptCall(DevelopmentKeyring.SERVICE, "load", "", 0, requestId, 0);
    }
}
