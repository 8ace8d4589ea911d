package dev.chorus.sync.subscription;

import static dev.chorus.contract.object.ObjectType.DOCUMENT;
import static dev.chorus.contract.object.ObjectType.STREAM;
import static dev.chorus.sync.SyncRig.changes;
import static dev.chorus.sync.SyncRig.client;
import static dev.chorus.sync.SyncRig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.RemoveObject;
import dev.chorus.contract.object.UpdateObject;
import dev.chorus.contract.stream.PublishMessage;
import dev.chorus.contract.subscription.Changes;
import dev.chorus.contract.subscription.DropInterest;
import dev.chorus.contract.subscription.FollowObject;
import dev.chorus.contract.subscription.ReadChanges;
import dev.chorus.contract.value.Json;
import dev.chorus.sync.SyncRig;
import dev.chorus.sync.SyncRigExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SyncRigExtension.class)
class SubscriptionHandlersTest {
    private final SyncRig sync;

    SubscriptionHandlersTest(SyncRig sync) {
        this.sync = sync;
    }

    @Test
    void whatWasMissedIsReplayedAndWhatFollowsIsDelivered() {
        ObjectSid document = sync.create(DOCUMENT, null).sid();
        update(document, "1");
        List<Object> received = sync.gateway("gateway-1");

        Changes missed = sync.ask(client("bob"), new FollowObject(document, "gateway-1", 0L));
        update(document, "2");

        assertThat(missed.changes()).extracting(Change::eventId).containsExactly(1L);
        eventually(() -> !changes(received).isEmpty());
        assertThat(changes(received)).extracting(Change::eventId).containsExactly(2L);
    }

    @Test
    void droppedInterestEndsDeliveries() {
        ObjectSid document = sync.create(DOCUMENT, null).sid();
        ObjectSid other = sync.create(DOCUMENT, null).sid();
        List<Object> received = sync.gateway("gateway-2");
        sync.ask(client("bob"), new FollowObject(document, "gateway-2", null));
        sync.ask(client("bob"), new FollowObject(other, "gateway-2", null));

        sync.ask(Caller.system(), new DropInterest(List.of(document), "gateway-2"));
        update(document, "1");
        update(other, "2");

        eventually(() -> !changes(received).isEmpty());
        assertThat(changes(received)).extracting(Change::data).containsExactly(Json.of("2"));
    }

    @Test
    void aGapIsHealedOnBehalfOfNobody() {
        ObjectSid document = sync.create(DOCUMENT, null).sid();
        update(document, "1");
        sync.ask(client("alice"), new RemoveObject(DOCUMENT, document.value(), null));

        Changes gap = sync.ask(Caller.system(), new ReadChanges(document, 1, false));

        assertThat(gap.changes()).extracting(Change::kind).containsExactly(ChangeKind.OBJECT_REMOVED);
        assertThat(sync.refusal(client("bob"), new FollowObject(document, "gateway-3", 1L)))
                .isEqualTo(ErrorCode.DOCUMENT_NOT_FOUND);
    }

    @Test
    void aStreamsMessagesAreDelivered() {
        ObjectSid stream = sync.create(STREAM, "news").sid();
        List<Object> received = sync.gateway("gateway-4");
        sync.ask(client("bob"), new FollowObject(stream, "gateway-4", null));

        String sid = sync.ask(client("alice"), new PublishMessage("news", Json.of("\"hi\"")))
                .sid();

        eventually(() -> !changes(received).isEmpty());
        assertThat(changes(received).get(0).key()).isEqualTo(sid);
        assertThat(sync.refusal(client("alice"), new PublishMessage("news", Json.of("1".repeat(5000)))))
                .isEqualTo(ErrorCode.DATA_TOO_LARGE);
    }

    private void update(ObjectSid document, String data) {
        sync.ask(client("alice"), new UpdateObject(DOCUMENT, document.value(), Json.of(data), null, null));
    }
}
