package dev.chorus.sync.upkeep;

import static dev.chorus.contract.object.ObjectType.DOCUMENT;
import static dev.chorus.contract.object.ObjectType.LIST;
import static dev.chorus.contract.object.ObjectType.MAP;
import static dev.chorus.sync.SyncRig.backEnd;
import static dev.chorus.sync.SyncRig.changes;
import static dev.chorus.sync.SyncRig.client;
import static dev.chorus.sync.SyncRig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.item.PutItem;
import dev.chorus.contract.item.PutMode;
import dev.chorus.contract.object.CreateObject;
import dev.chorus.contract.object.ListObjects;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.subscription.FollowObject;
import dev.chorus.contract.value.Json;
import dev.chorus.store.server.RedisServer;
import dev.chorus.store.server.RedisServerExtension;
import dev.chorus.store.server.TestStore;
import dev.chorus.sync.SyncRig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class UpkeepTest {
    @Test
    void whatIsOverIsRemovedAndToldAsNobodysDoing(RedisServer redis) {
        try (SyncRig sync = SyncRig.start(redis)) {
            ObjectSid list = sync.create(LIST, null).sid();
            ObjectState document = sync.ask(client("alice"), new CreateObject(DOCUMENT, "brief", null, 1L));
            List<Object> received = sync.gateway("gateway-1");
            sync.ask(client("bob"), new FollowObject(list, "gateway-1", null));
            sync.ask(client("bob"), new FollowObject(document.sid(), "gateway-1", null));
            sync.ask(
                    client("alice"),
                    new PutItem(LIST, list.value(), null, PutMode.PUSH, Json.of("\"brief\""), 1L, null));

            eventually(() -> changes(received).size() == 3);
            assertThat(changes(received).get(0).kind()).isEqualTo(ChangeKind.ITEM_ADDED);
            assertThat(changes(received).subList(1, 3))
                    .allMatch(change -> change.actor().isEmpty())
                    .extracting(Change::kind)
                    .containsExactlyInAnyOrder(ChangeKind.ITEM_REMOVED, ChangeKind.OBJECT_REMOVED);
            assertThat(sync.meters().counter("sync.reaped").count()).isEqualTo(2);
        }
    }

    @Test
    void aListingIsHealedWhereItsWriterDiedBetweenTheTwoRoots(RedisServer redis) {
        ObjectSid orphan;
        try (TestStore dying = TestStore.open(redis)) {
            orphan = dying.create(MAP);
        }

        try (SyncRig sync = SyncRig.start(redis)) {
            eventually(() -> sync.ask(backEnd(), new ListObjects(MAP, null, 10)).objects().stream()
                    .anyMatch(object -> object.sid().equals(orphan)));
        }
    }
}
