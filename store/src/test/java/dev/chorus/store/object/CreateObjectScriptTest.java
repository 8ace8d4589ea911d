package dev.chorus.store.object;

import static dev.chorus.contract.object.ObjectType.DOCUMENT;
import static dev.chorus.contract.object.ObjectType.LIST;
import static dev.chorus.contract.object.ObjectType.MAP;
import static dev.chorus.store.server.TestStore.ACCOUNT;
import static dev.chorus.store.server.TestStore.by;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.value.Json;
import dev.chorus.store.Outcome;
import dev.chorus.store.script.ScriptCall;
import dev.chorus.store.server.RedisServerExtension;
import dev.chorus.store.server.TestStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class CreateObjectScriptTest {
    private final TestStore store;

    CreateObjectScriptTest(TestStore store) {
        this.store = store;
    }

    @Test
    void aNewObjectHasWhatItWasMadeWithAndEventIdZero() {
        ObjectState made = store.create(by("alice"), DOCUMENT, "profile", 0);

        assertThat(made.uniqueName()).isEqualTo("profile");
        assertThat(made.accountSid()).isEqualTo(ACCOUNT);
        assertThat(made.createdBy()).isEqualTo("alice");
        assertThat(made.data()).isEqualTo(Json.of("{\"new\":true}"));
        assertThat(made.lastEventId()).isZero();
        assertThat(made.revision()).isEqualTo("0");
        assertThat(made.expiresMillis()).isZero();
    }

    @Test
    void aNameIsTakenOnceWithinItsType() {
        store.create(by("alice"), DOCUMENT, "taken", 0);

        assertThat(refusal(by("bob"), DOCUMENT, "taken")).isEqualTo(ErrorCode.UNIQUE_NAME_EXISTS);
        assertThat(store.create(by("bob"), MAP, "taken", 0).type()).isEqualTo(MAP);
    }

    @Test
    void aNameIsFreeInAnotherService() {
        store.create(by("alice"), DOCUMENT, "shared", 0);
        ScriptCall elsewhere = new ScriptCall("IS" + "2".repeat(32), "alice", "", 0, null, 0);

        ObjectState other = store.create(elsewhere, DOCUMENT, "shared", 0);

        assertThat(other.serviceSid()).isEqualTo("IS" + "2".repeat(32));
    }

    @Test
    void ofTwentyThatAskForOneNameOneGetsIt() {
        List<CompletableFuture<Outcome<ObjectState>>> asked = IntStream.range(0, 20)
                .mapToObj(i -> store.ask(s -> s.objects().create(by("user" + i), object(LIST, "race"))))
                .toList();

        List<Boolean> won = asked.stream().map(CreateObjectScriptTest::hasWon).toList();

        assertThat(won).containsOnlyOnce(true);
    }

    @Test
    void anExpiredHolderLosesItsName() throws InterruptedException {
        ObjectState first = store.create(by("alice"), DOCUMENT, "lent", 1);
        Thread.sleep(5);

        ObjectState second = store.create(by("bob"), DOCUMENT, "lent", 0);

        assertThat(second.sid()).isNotEqualTo(first.sid());
        assertThat(store.read(by("bob"), DOCUMENT, "lent")).isEqualTo(second);
    }

    @Test
    void theRemovalOfAnExpiredHolderLeavesTheNameToItsNewOne() throws InterruptedException {
        ObjectState first = store.create(by("alice"), DOCUMENT, "passed-on", 1);
        Thread.sleep(5);
        ObjectState second = store.create(by("bob"), DOCUMENT, "passed-on", 0);

        store.get(s -> s.objects().expire(DOCUMENT, first.sid()));

        assertThat(store.read(by("bob"), DOCUMENT, "passed-on")).isEqualTo(second);
    }

    @Test
    void aRepeatedRequestFindsItsOwnNamelessObject() {
        ObjectState first = store.create(by("alice", "request-1"), LIST, null, 0);
        ObjectState again = store.create(by("alice", "request-1"), LIST, null, 0);

        assertThat(again).isEqualTo(first);
    }

    @Test
    void aRepeatedRequestFindsItsOwnNamedObject() {
        ObjectState first = store.create(by("alice", "request-2"), LIST, "once", 0);
        ObjectState again = store.create(by("alice", "request-2"), LIST, "once", 0);

        assertThat(again).isEqualTo(first);
    }

    @Test
    void theSameRequestIdOfAnotherIdentityIsAnotherRequest() {
        store.create(by("alice", "request-3"), LIST, "mine", 0);

        assertThat(refusal(by("bob", "request-3"), LIST, "mine")).isEqualTo(ErrorCode.UNIQUE_NAME_EXISTS);
    }

    private ErrorCode refusal(ScriptCall call, ObjectType type, String name) {
        return store.refusal(s -> s.objects().create(call, object(type, name)));
    }

    private static NewObject object(ObjectType type, @Nullable String name) {
        return new NewObject(type, ACCOUNT, name, Json.emptyObject(), 0);
    }

    private static boolean hasWon(CompletableFuture<Outcome<ObjectState>> asked) {
        return asked.handle((made, failure) -> {
                    if (failure != null) {
                        assertThat(failure).isInstanceOf(RequestFailedException.class);
                    }
                    return failure == null;
                })
                .join();
    }
}
