package dev.chorus.sync.permission;

import static dev.chorus.contract.object.ObjectType.MAP;
import static dev.chorus.sync.SyncRig.backEnd;
import static dev.chorus.sync.SyncRig.client;
import static dev.chorus.sync.SyncRig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.access.ServiceSettings;
import dev.chorus.contract.access.UpdateServiceSettings;
import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.item.PutItem;
import dev.chorus.contract.item.PutMode;
import dev.chorus.contract.item.ReadItems;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.RemoveObject;
import dev.chorus.contract.permission.Permission;
import dev.chorus.contract.permission.ReadPermissions;
import dev.chorus.contract.permission.RemovePermission;
import dev.chorus.contract.permission.SetPermission;
import dev.chorus.contract.subscription.FollowObject;
import dev.chorus.contract.value.Json;
import dev.chorus.sync.SyncRig;
import dev.chorus.sync.SyncRigExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SyncRigExtension.class)
class PermissionHandlersTest {
    private final SyncRig sync;

    PermissionHandlersTest(SyncRig sync) {
        this.sync = sync;
    }

    @BeforeEach
    void begin() {
        ServiceSettings guarded = sync.ask(backEnd(), UpdateServiceSettings.ofAcl(true));
        assertThat(guarded.aclEnabled()).isTrue();
    }

    @Test
    void eachRightAllowsWhatItSays() {
        ObjectSid map = sync.create(MAP, null).sid();
        PutItem write = new PutItem(MAP, map.value(), "k", PutMode.SET, Json.of("1"), null, null);
        ReadItems read = new ReadItems(MAP, map.value(), null, true, false, 10);
        RemoveObject remove = new RemoveObject(MAP, map.value(), null);

        assertThat(sync.refusal(client("bob"), read)).isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
        set(map, true, false, false);
        assertThat(sync.ask(client("bob"), read).items()).isEmpty();
        assertThat(sync.refusal(client("bob"), write)).isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
        set(map, true, true, false);
        assertThat(sync.ask(client("bob"), write).created()).isTrue();
        assertThat(sync.refusal(client("bob"), remove)).isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
        set(map, true, true, true);
        sync.ask(client("bob"), remove);
    }

    @Test
    void theBackEndNeedsNoRight() {
        ObjectSid map = sync.create(MAP, null).sid();
        sync.ask(client("alice"), new RemovePermission(MAP, map.value(), "alice"));

        assertThat(sync.ask(backEnd(), new ReadPermissions(MAP, map.value())).permissions())
                .isEmpty();
        assertThat(sync.refusal(client("alice"), new ReadPermissions(MAP, map.value())))
                .isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
    }

    @Test
    void whoFollowsHearsThatRightsChanged() {
        ObjectSid map = sync.create(MAP, null).sid();
        List<Object> received = sync.gateway("gateway-of-rights");
        sync.ask(client("alice"), new FollowObject(map, "gateway-of-rights", null));

        set(map, true, false, false);

        eventually(() -> !SyncRig.changes(received).isEmpty());
        assertThat(SyncRig.changes(received)).extracting(Change::kind).containsExactly(ChangeKind.ACCESS_CHANGED);
    }

    @Test
    void whoMayNotReadCannotFollow() {
        ObjectSid map = sync.create(MAP, null).sid();

        assertThat(sync.refusal(client("bob"), new FollowObject(map, "gateway-1", 0L)))
                .isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
    }

    @Test
    void clientsDoNotChangeSettings() {
        assertThat(sync.refusal(client("alice"), UpdateServiceSettings.ofAcl(false)))
                .isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
    }

    private void set(ObjectSid map, boolean read, boolean write, boolean manage) {
        Permission given = sync.ask(client("alice"), new SetPermission(MAP, map.value(), "bob", read, write, manage));
        assertThat(given).isEqualTo(new Permission(map, "bob", read, write, manage));
    }
}
