package dev.chorus.store.object;

import static dev.chorus.contract.object.ObjectType.DOCUMENT;
import static dev.chorus.store.server.TestStore.by;
import static dev.chorus.store.server.TestStore.needing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.permission.Permission;
import dev.chorus.store.permission.Rights;
import dev.chorus.store.script.ScriptCall;
import dev.chorus.store.server.RedisServerExtension;
import dev.chorus.store.server.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class ReadObjectScriptTest {
    private final TestStore store;

    ReadObjectScriptTest(TestStore store) {
        this.store = store;
    }

    @Test
    void anObjectIsFoundByItsSidAndByItsName() {
        ObjectState made = store.create(by("alice"), DOCUMENT, "found", 0);

        assertThat(store.read(by("bob"), made.sid())).isEqualTo(made);
        assertThat(store.read(by("bob"), DOCUMENT, "found")).isEqualTo(made);
        ObjectSid named = store.get(s -> s.names().sidOf(TestStore.SERVICE, DOCUMENT, "found"));
        assertThat(named).isEqualTo(made.sid());
    }

    @Test
    void anotherServicesObjectDoesNotExist() {
        ObjectState made = store.create(by("alice"), DOCUMENT, "hidden", 0);
        ScriptCall stranger = new ScriptCall("IS" + "2".repeat(32), "alice", "", 0, null, 0);

        assertThat(store.refusal(s -> s.objects().read(stranger, DOCUMENT, made.sid())))
                .isEqualTo(ErrorCode.DOCUMENT_NOT_FOUND);
        assertThat(store.refusal(s -> s.objects().readNamed(stranger, DOCUMENT, "hidden")))
                .isEqualTo(ErrorCode.DOCUMENT_NOT_FOUND);
    }

    @Test
    void anExpiredObjectDoesNotExistThoughNobodyRemovedIt() throws InterruptedException {
        ObjectState made = store.create(by("alice"), DOCUMENT, "over", 1);
        Thread.sleep(5);

        assertThat(store.refusal(s -> s.objects().read(by("alice"), DOCUMENT, made.sid())))
                .isEqualTo(ErrorCode.DOCUMENT_NOT_FOUND);
        assertThat(store.refusal(s -> s.objects().readNamed(by("alice"), DOCUMENT, "over")))
                .isEqualTo(ErrorCode.DOCUMENT_NOT_FOUND);
    }

    @Test
    void whereAPermissionIsNeededOnlyThoseWhoHaveItRead() {
        ObjectState made = store.create(by("alice"), DOCUMENT, "guarded", 0);

        assertThat(store.read(needing("alice", Rights.READ), made.sid())).isEqualTo(made);
        assertThat(store.refusal(s -> s.objects().read(needing("bob", Rights.READ), DOCUMENT, made.sid())))
                .isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
        assertThat(store.refusal(s -> s.objects().readNamed(needing("bob", Rights.READ), DOCUMENT, "guarded")))
                .isEqualTo(ErrorCode.ACCESS_FORBIDDEN);

        Permission given = new Permission(made.sid(), "bob", true, false, false);
        store.get(s -> s.permissions().write(by("alice"), DOCUMENT, given));

        assertThat(store.read(needing("bob", Rights.READ), DOCUMENT, "guarded")).isEqualTo(made);
    }
}
