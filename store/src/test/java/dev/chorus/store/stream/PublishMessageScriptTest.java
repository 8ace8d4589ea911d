package dev.chorus.store.stream;

import static dev.chorus.contract.object.ObjectType.STREAM;
import static dev.chorus.store.server.TestStore.by;
import static dev.chorus.store.server.TestStore.changes;
import static dev.chorus.store.server.TestStore.needing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.stream.PublishedMessage;
import dev.chorus.contract.value.Json;
import dev.chorus.store.Outcome;
import dev.chorus.store.permission.Rights;
import dev.chorus.store.script.ScriptCall;
import dev.chorus.store.server.RedisServerExtension;
import dev.chorus.store.server.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class PublishMessageScriptTest {
    private final TestStore store;

    PublishMessageScriptTest(TestStore store) {
        this.store = store;
    }

    @Test
    void aMessageGoesToThoseWhoFollowAndIsNotKept() {
        ObjectSid stream = store.create(STREAM);
        store.follow(stream, "gateway-1", null);

        Outcome<PublishedMessage> outcome = publish(by("bob"), stream);

        Change change = changes(outcome).get(0);
        assertThat(change.kind()).isEqualTo(ChangeKind.MESSAGE_PUBLISHED);
        assertThat(change.eventId()).isZero();
        assertThat(change.key()).isEqualTo(outcome.reply().sid()).matches("TZ[a-f0-9]{32}");
        assertThat(change.data()).isEqualTo(Json.of("{\"hi\":1}"));
        assertThat(outcome.gateways()).containsExactly("gateway-1");
        assertThat(store.follow(stream, "gateway-2", 0L).changes()).isEmpty();
    }

    @Test
    void aRepeatedRequestIsToldOnce() {
        ObjectSid stream = store.create(STREAM);
        store.follow(stream, "gateway-1", null);
        Outcome<PublishedMessage> first = publish(by("bob", "request-1"), stream);

        Outcome<PublishedMessage> again = publish(by("bob", "request-1"), stream);

        assertThat(again.reply()).isEqualTo(first.reply());
        assertThat(again.changes()).isEmpty();
    }

    @Test
    void whoMayOnlyReadPublishesNothing() {
        ObjectSid stream = store.create(STREAM);

        assertThat(store.refusal(s -> s.messages().publish(needing("bob", Rights.WRITE), stream, Json.of("1"))))
                .isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
    }

    @Test
    void aMissingStreamIsNotFound() {
        ObjectSid missing = new ObjectSid("TO" + "0".repeat(32));

        assertThat(store.refusal(s -> s.messages().publish(by("bob"), missing, Json.of("1"))))
                .isEqualTo(ErrorCode.STREAM_NOT_FOUND);
    }

    private Outcome<PublishedMessage> publish(ScriptCall call, ObjectSid stream) {
        return store.get(s -> s.messages().publish(call, stream, Json.of("{\"hi\":1}")));
    }
}
