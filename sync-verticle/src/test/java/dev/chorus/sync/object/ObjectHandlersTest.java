package dev.chorus.sync.object;

import static dev.chorus.contract.object.ObjectType.DOCUMENT;
import static dev.chorus.contract.object.ObjectType.LIST;
import static dev.chorus.contract.object.ObjectType.MAP;
import static dev.chorus.contract.object.ObjectType.STREAM;
import static dev.chorus.sync.SyncRig.backEnd;
import static dev.chorus.sync.SyncRig.client;
import static dev.chorus.sync.SyncRig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.Done;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.object.CreateObject;
import dev.chorus.contract.object.ListObjects;
import dev.chorus.contract.object.ObjectPage;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.object.ReadObject;
import dev.chorus.contract.object.RemoveObject;
import dev.chorus.contract.object.UpdateObject;
import dev.chorus.contract.value.Json;
import dev.chorus.sync.SyncRig;
import dev.chorus.sync.SyncRigExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SyncRigExtension.class)
class ObjectHandlersTest {
    private final SyncRig sync;

    ObjectHandlersTest(SyncRig sync) {
        this.sync = sync;
    }

    @Test
    void anObjectIsFoundByNameAndBySid() {
        ObjectState made = sync.create(DOCUMENT, "found");

        assertThat(sync.ask(client("bob"), new ReadObject(DOCUMENT, "found"))).isEqualTo(made);
        assertThat(sync.ask(client("bob"), new ReadObject(DOCUMENT, made.sid().value())))
                .isEqualTo(made);
    }

    @Test
    void aSidOfAnotherTypeIsNotFound() {
        ObjectState made = sync.create(DOCUMENT, null);

        assertThat(sync.refusal(client("bob"), new ReadObject(MAP, made.sid().value())))
                .isEqualTo(ErrorCode.MAP_NOT_FOUND);
    }

    @Test
    void aDocumentWithoutDataIsAnEmptyObject() {
        assertThat(sync.create(DOCUMENT, null).data()).isEqualTo(Json.emptyObject());
    }

    @Test
    void aDocumentIsUpdatedByItsName() {
        sync.create(DOCUMENT, "updated");
        UpdateObject update = new UpdateObject(DOCUMENT, "updated", Json.of("{\"a\":1}"), null, "0");

        assertThat(sync.ask(client("bob"), update).revision()).isEqualTo("1");
        assertThat(sync.refusal(client("bob"), update)).isEqualTo(ErrorCode.DOCUMENT_REVISION_MISMATCH);
    }

    @Test
    void aStreamHasNoData() {
        sync.create(STREAM, "empty");

        assertThat(sync.refusal(client("bob"), new UpdateObject(STREAM, "empty", Json.of("1"), null, null)))
                .isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(sync.ask(client("bob"), new UpdateObject(STREAM, "empty", null, 60L, null))
                        .expiresMillis())
                .isPositive();
    }

    @Test
    void aRemovedObjectIsNotFound() {
        sync.create(LIST, "removed");

        assertThat(sync.ask(client("bob"), new RemoveObject(LIST, "removed", null)))
                .isEqualTo(Done.DONE);
        assertThat(sync.refusal(client("bob"), new ReadObject(LIST, "removed"))).isEqualTo(ErrorCode.LIST_NOT_FOUND);
        assertThat(sync.refusal(client("bob"), new RemoveObject(LIST, "removed", null)))
                .isEqualTo(ErrorCode.LIST_NOT_FOUND);
    }

    @Test
    void whatIsTooLargeOrMalformedIsRefused() {
        Json large = Json.of("\"" + "x".repeat(16 * 1024) + "\"");

        assertThat(sync.refusal(client("bob"), new CreateObject(DOCUMENT, null, large, null)))
                .isEqualTo(ErrorCode.DATA_TOO_LARGE);
        assertThat(sync.refusal(client("bob"), new CreateObject(DOCUMENT, "", null, null)))
                .isEqualTo(ErrorCode.UNIQUE_NAME_INVALID);
        assertThat(sync.refusal(client("bob"), new CreateObject(DOCUMENT, null, null, -1L)))
                .isEqualTo(ErrorCode.TTL_INVALID);
    }

    @Test
    void anotherAccountsServiceIsNotFound() {
        Caller stranger = new Caller("AC" + "2".repeat(32), SyncRig.SERVICE, "eve", true, "", 0, null);

        assertThat(sync.refusal(stranger, new CreateObject(DOCUMENT, null, null, null)))
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void theBackEndListsObjectsPageByPage() {
        for (int i = 0; i < 3; i++) {
            sync.create(MAP, null);
        }
        eventually(() ->
                sync.ask(backEnd(), new ListObjects(MAP, null, 100)).objects().size() == 3);

        ObjectPage first = sync.ask(backEnd(), new ListObjects(MAP, null, 2));
        ObjectPage second =
                sync.ask(backEnd(), new ListObjects(MAP, first.objects().get(1).sid(), 2));

        assertThat(first.hasNext()).isTrue();
        assertThat(second.hasNext()).isFalse();
        assertThat(second.objects()).hasSize(1).doesNotContainAnyElementsOf(first.objects());
    }

    @Test
    void clientsListNothing() {
        assertThat(sync.refusal(client("alice"), new ListObjects(MAP, null, 10)))
                .isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
    }
}
