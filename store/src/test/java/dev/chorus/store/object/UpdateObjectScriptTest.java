package dev.chorus.store.object;

import static dev.chorus.contract.object.ObjectType.DOCUMENT;
import static dev.chorus.contract.object.ObjectType.MAP;
import static dev.chorus.store.server.TestStore.by;
import static dev.chorus.store.server.TestStore.changes;
import static dev.chorus.store.server.TestStore.needing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.value.Json;
import dev.chorus.store.Outcome;
import dev.chorus.store.permission.Rights;
import dev.chorus.store.script.ScriptCall;
import dev.chorus.store.server.RedisServerExtension;
import dev.chorus.store.server.TestStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class UpdateObjectScriptTest {
    private final TestStore store;

    UpdateObjectScriptTest(TestStore store) {
        this.store = store;
    }

    @Test
    void anUpdateTakesTheNextEventIdWhichIsTheRevisionToo() {
        ObjectSid document = store.create(DOCUMENT);

        ObjectState first = update(by("alice"), document, "1", null, null).reply();
        ObjectState second = update(by("alice"), document, "2", null, null).reply();

        assertThat(first.lastEventId()).isEqualTo(1);
        assertThat(second.revision()).isEqualTo("2");
        assertThat(second.data()).isEqualTo(Json.of("2"));
        assertThat(store.read(by("bob"), document)).isEqualTo(second);
    }

    @Test
    void theChangeNamesItsCause() {
        ObjectSid document = store.create(DOCUMENT);
        store.follow(document, "gateway-1", null);

        Outcome<ObjectState> outcome = update(by("bob"), document, "\"ä\"", null, null);

        Change change = changes(outcome).get(0);
        assertThat(change.kind()).isEqualTo(ChangeKind.DOCUMENT_UPDATED);
        assertThat(change.eventId()).isEqualTo(1);
        assertThat(change.revision()).isEqualTo(1);
        assertThat(change.actor()).isEqualTo("bob");
        assertThat(change.connection()).isEqualTo("connection-of-bob");
        assertThat(change.requestNumber()).isEqualTo(7);
        assertThat(change.data()).isEqualTo(Json.of("\"ä\""));
        assertThat(change.atMillis()).isEqualTo(outcome.reply().updatedMillis());
        assertThat(outcome.gateways()).containsExactly("gateway-1");
    }

    @Test
    void aStaleRevisionIsRefusedAndNothingIsWritten() {
        ObjectSid document = store.create(DOCUMENT);
        ObjectState current = update(by("alice"), document, "1", null, 0L).reply();

        assertThat(store.refusal(s -> s.objects().update(by("bob"), DOCUMENT, document, Json.of("2"), null, 0L)))
                .isEqualTo(ErrorCode.DOCUMENT_REVISION_MISMATCH);
        assertThat(store.read(by("bob"), document)).isEqualTo(current);
    }

    @Test
    void aChangeOfExpiryAloneIsToldToNobody() {
        ObjectSid document = store.create(DOCUMENT);
        store.follow(document, "gateway-1", null);

        Outcome<ObjectState> outcome = update(by("alice"), document, null, 60_000L, null);

        assertThat(outcome.changes()).isEmpty();
        assertThat(outcome.reply().lastEventId()).isZero();
        assertThat(outcome.reply().data()).isEqualTo(Json.of("{\"new\":true}"));
        assertThat(outcome.reply().expiresMillis())
                .isGreaterThan(outcome.reply().createdMillis());
    }

    @Test
    void anExpiryStaysWhereNoneIsGivenAndEndsWithZero() {
        ObjectSid document = store.create(DOCUMENT);
        long expires =
                update(by("alice"), document, null, 60_000L, null).reply().expiresMillis();

        assertThat(update(by("alice"), document, "1", null, null).reply().expiresMillis())
                .isEqualTo(expires);
        assertThat(update(by("alice"), document, "2", 0L, null).reply().expiresMillis())
                .isZero();
    }

    @Test
    void aCollectionsContextIsItsData() {
        ObjectSid map = store.create(MAP);

        Outcome<ObjectState> outcome =
                store.get(s -> s.objects().update(by("alice"), MAP, map, Json.of("{\"c\":1}"), null, null));

        assertThat(changes(outcome).get(0).kind()).isEqualTo(ChangeKind.CONTEXT_UPDATED);
        assertThat(outcome.reply().data()).isEqualTo(Json.of("{\"c\":1}"));
    }

    @Test
    void aRepeatedRequestAnswersWhatTheFirstDid() {
        ObjectSid document = store.create(DOCUMENT);
        update(by("alice", "request-1"), document, "1", null, null);
        update(by("bob"), document, "2", null, null);

        Outcome<ObjectState> again = update(by("alice", "request-1"), document, "1", null, null);

        assertThat(changes(again).get(0).eventId()).isEqualTo(1);
        assertThat(again.reply().lastEventId()).isEqualTo(1);
        assertThat(again.reply().data()).isEqualTo(Json.of("1"));
        assertThat(store.read(by("bob"), document).data()).isEqualTo(Json.of("2"));
    }

    @Test
    void whoMayOnlyReadChangesNothing() {
        ObjectSid document = store.create(DOCUMENT);

        assertThat(store.refusal(s ->
                        s.objects().update(needing("bob", Rights.WRITE), DOCUMENT, document, Json.of("1"), null, null)))
                .isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
    }

    @Test
    void anExpiredObjectCannotBeChanged() throws InterruptedException {
        ObjectSid document = store.create(by("alice"), DOCUMENT, null, 1).sid();
        Thread.sleep(5);

        assertThat(store.refusal(s -> s.objects().update(by("bob"), DOCUMENT, document, Json.of("2"), null, null)))
                .isEqualTo(ErrorCode.DOCUMENT_NOT_FOUND);
    }

    private Outcome<ObjectState> update(
            ScriptCall call,
            ObjectSid document,
            @Nullable String data,
            @Nullable Long ttlMillis,
            @Nullable Long ifMatch) {
        Json json = data == null ? null : Json.of(data);
        return store.get(s -> s.objects().update(call, DOCUMENT, document, json, ttlMillis, ifMatch));
    }
}
