package dev.chorus.store.object;

import static dev.chorus.contract.object.ObjectType.DOCUMENT;
import static dev.chorus.contract.object.ObjectType.LIST;
import static dev.chorus.store.server.TestStore.by;
import static dev.chorus.store.server.TestStore.changes;
import static dev.chorus.store.server.TestStore.needing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.Done;
import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.store.Outcome;
import dev.chorus.store.key.ObjectKeys;
import dev.chorus.store.permission.Rights;
import dev.chorus.store.server.RedisServer;
import dev.chorus.store.server.RedisServerExtension;
import dev.chorus.store.server.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class RemoveObjectScriptTest {
    private final TestStore store;
    private final RedisServer redis;

    RemoveObjectScriptTest(TestStore store, RedisServer redis) {
        this.store = store;
        this.redis = redis;
    }

    @Test
    void aRemovedObjectIsGoneAndItsNameIsFree() {
        ObjectState made = store.create(by("alice"), DOCUMENT, "short-lived", 0);

        store.get(s -> s.objects().remove(by("alice"), DOCUMENT, made.sid(), null));

        assertThat(store.refusal(s -> s.objects().read(by("alice"), DOCUMENT, made.sid())))
                .isEqualTo(ErrorCode.DOCUMENT_NOT_FOUND);
        assertThat(store.create(by("bob"), DOCUMENT, "short-lived", 0).sid()).isNotEqualTo(made.sid());
    }

    @Test
    void thoseWhoFollowAreToldOnceMore() {
        ObjectSid list = store.create(LIST);
        store.push(list, "1");
        store.follow(list, "gateway-1", null);

        Outcome<Done> outcome = store.get(s -> s.objects().remove(by("alice"), LIST, list, null));

        Change change = changes(outcome).get(0);
        assertThat(change.kind()).isEqualTo(ChangeKind.OBJECT_REMOVED);
        assertThat(change.eventId()).isEqualTo(2);
        assertThat(outcome.gateways()).containsExactly("gateway-1");
        assertThat(outcome.listed()).isTrue();
    }

    @Test
    void onlyTheLogIsLeftAndItsTimeIsLimited() {
        ObjectSid list = store.create(LIST);
        store.push(list, "1");
        store.follow(list, "gateway-1", null);

        store.get(s -> s.objects().remove(by("alice"), LIST, list, null));

        assertThat(redis.command("KEYS *" + list + "*")).startsWith("*1\r\n").contains(":log");
        assertThat(redis.command("PTTL " + ObjectKeys.of(list).log())).doesNotContain("-");
    }

    @Test
    void aStaleRevisionIsRefused() {
        ObjectSid document = store.create(DOCUMENT);
        store.update(document, "1");

        assertThat(store.refusal(s -> s.objects().remove(by("alice"), DOCUMENT, document, 0L)))
                .isEqualTo(ErrorCode.DOCUMENT_REVISION_MISMATCH);
        assertThat(store.get(s -> s.objects().remove(by("alice"), DOCUMENT, document, 1L))
                        .reply())
                .isEqualTo(Done.DONE);
    }

    @Test
    void whoMayOnlyWriteRemovesNothing() {
        ObjectSid document = store.create(DOCUMENT);

        assertThat(store.refusal(s -> s.objects().remove(needing("bob", Rights.MANAGE), DOCUMENT, document, null)))
                .isEqualTo(ErrorCode.ACCESS_FORBIDDEN);
    }

    @Test
    void aRepeatedRequestSucceedsAsTheFirstDid() {
        ObjectSid document = store.create(DOCUMENT);
        store.get(s -> s.objects().remove(by("alice", "request-1"), DOCUMENT, document, null));

        assertThat(store.get(s -> s.objects().remove(by("alice", "request-1"), DOCUMENT, document, null))
                        .reply())
                .isEqualTo(Done.DONE);
        assertThat(store.refusal(s -> s.objects().remove(by("alice", "request-2"), DOCUMENT, document, null)))
                .isEqualTo(ErrorCode.DOCUMENT_NOT_FOUND);
    }

    @Test
    void onlyWhatIsOverExpires() throws InterruptedException {
        ObjectSid lasting = store.create(by("alice"), DOCUMENT, null, 60_000).sid();
        ObjectSid over = store.create(by("alice"), DOCUMENT, null, 1).sid();
        Thread.sleep(5);

        Outcome<Done> outcome = store.get(s -> s.objects().expire(DOCUMENT, over));

        assertThat(changes(outcome).get(0).actor()).isEmpty();
        assertThat(store.refusal(s -> s.objects().expire(DOCUMENT, lasting))).isEqualTo(ErrorCode.DOCUMENT_NOT_FOUND);
        assertThat(store.read(by("bob"), lasting).sid()).isEqualTo(lasting);
    }
}
