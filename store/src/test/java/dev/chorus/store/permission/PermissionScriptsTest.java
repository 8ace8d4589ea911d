package dev.chorus.store.permission;

import static dev.chorus.contract.object.ObjectType.MAP;
import static dev.chorus.store.server.TestStore.by;
import static dev.chorus.store.server.TestStore.changes;
import static dev.chorus.store.server.TestStore.needing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.permission.Permission;
import dev.chorus.contract.subscription.Changes;
import dev.chorus.store.Outcome;
import dev.chorus.store.server.RedisServerExtension;
import dev.chorus.store.server.TestStore;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class PermissionScriptsTest {
    private final TestStore store;

    PermissionScriptsTest(TestStore store) {
        this.store = store;
    }

    @Test
    void theCreatorHasAllRights() {
        ObjectSid map = store.create(MAP);

        assertThat(read(map)).containsExactly(new Permission(map, "alice", true, true, true));
    }

    @Test
    void rightsAreReplacedAndTakenAndListedByIdentity() {
        ObjectSid map = store.create(MAP);
        write(new Permission(map, "carol", true, true, false));
        write(new Permission(map, "bob", false, true, false));
        write(new Permission(map, "bob", true, false, false));
        write(new Permission(map, "carol", false, false, false));

        assertThat(read(map))
                .containsExactly(
                        new Permission(map, "alice", true, true, true), new Permission(map, "bob", true, false, false));
    }

    @Test
    void thoseWhoFollowAreToldWithoutAnEventId() {
        ObjectSid map = store.create(MAP);
        store.follow(map, "gateway-1", null);

        Outcome<Permission> outcome = write(new Permission(map, "bob", true, false, false));

        Change change = changes(outcome).get(0);
        assertThat(change.kind()).isEqualTo(ChangeKind.ACCESS_CHANGED);
        assertThat(change.eventId()).isZero();
        assertThat(outcome.gateways()).containsExactly("gateway-1");
        assertThat(store.read(by("bob"), map).lastEventId()).isZero();
    }

    @Test
    void whoMayNotManageNeitherReadsNorGivesRights() {
        ObjectSid map = store.create(MAP);
        Permission greedy = new Permission(map, "bob", true, true, true);
        write(new Permission(map, "bob", true, true, false));

        assertThat(store.refusal(s -> s.permissions().write(needing("bob", Rights.MANAGE), MAP, greedy)))
                .isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
        assertThat(store.refusal(s -> s.permissions().read(needing("bob", Rights.MANAGE), MAP, map)))
                .isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
    }

    @Test
    void everyChangeBearsHowOftenRightsHadChangedByThen() {
        ObjectSid map = store.create(MAP);
        store.set(map, "before", "1");
        write(new Permission(map, "bob", true, false, false));
        write(new Permission(map, "bob", false, false, false));
        store.set(map, "after", "1");

        Changes changes = store.follow(map, "gateway-1", 0L);

        assertThat(changes.changes()).extracting(Change::accessNumber).containsExactly(0L, 2L);
        assertThat(changes.accessNumber()).isEqualTo(2);
        assertThat(store.get(s -> s.log().read(map, 0, false)).accessNumber()).isEqualTo(2);
    }

    private Outcome<Permission> write(Permission permission) {
        return store.get(s -> s.permissions().write(by("alice"), MAP, permission));
    }

    private List<Permission> read(ObjectSid map) {
        return store.get(s -> s.permissions().read(by("alice"), MAP, map)).permissions();
    }
}
