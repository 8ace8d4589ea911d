package dev.chorus.store.log;

import static dev.chorus.contract.object.ObjectType.DOCUMENT;
import static dev.chorus.store.server.TestStore.by;
import static dev.chorus.store.server.TestStore.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.subscription.Changes;
import dev.chorus.store.key.ObjectKeys;
import dev.chorus.store.server.RedisServer;
import dev.chorus.store.server.RedisServerExtension;
import dev.chorus.store.server.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class ReadChangesScriptTest {
    private final TestStore store;
    private final RedisServer redis;

    ReadChangesScriptTest(TestStore store, RedisServer redis) {
        this.store = store;
        this.redis = redis;
    }

    @Test
    void aGapIsReadFromTheLog() {
        ObjectSid document = store.create(DOCUMENT);
        store.update(document, "1");
        store.update(document, "2");

        assertThat(told(read(document, 0))).containsExactly("DOCUMENT_UPDATED 1 =1", "DOCUMENT_UPDATED 2 =2");
        assertThat(redis.command("EXISTS " + ObjectKeys.of(document).interest()))
                .startsWith(":0");
    }

    @Test
    void aDocumentBeyondItsLogIsToldByItsLatestValue() {
        ObjectSid document = store.create(DOCUMENT);
        store.update(document, "1");
        store.update(document, "2");
        redis.command("DEL " + ObjectKeys.of(document).log());

        Changes changes = read(document, 0);

        assertThat(told(changes)).containsExactly("DOCUMENT_UPDATED 2 =2");
        assertThat(changes.upToEventId()).isEqualTo(2);
        assertThat(changes.complete()).isTrue();
    }

    @Test
    void theEndOfARemovedObjectIsStillTold() {
        ObjectSid document = store.create(DOCUMENT);
        store.update(document, "1");
        store.get(s -> s.objects().remove(by("alice"), DOCUMENT, document, null));

        assertThat(told(read(document, 0))).containsExactly("DOCUMENT_UPDATED 1 =1", "OBJECT_REMOVED 2 =null");
        assertThat(told(read(document, 1))).containsExactly("OBJECT_REMOVED 2 =null");
    }

    @Test
    void theEndOfAnObjectThatLeftNothingIsTheNextEvent() {
        ObjectSid document = store.create(DOCUMENT);
        store.get(s -> s.objects().remove(by("alice"), DOCUMENT, document, null));
        redis.command("DEL " + ObjectKeys.of(document).log());

        Changes changes = read(document, 5);

        assertThat(told(changes)).containsExactly("OBJECT_REMOVED 6 =null");
        assertThat(changes.complete()).isTrue();
    }

    private Changes read(ObjectSid object, long after) {
        return store.get(s -> s.log().read(object, after, false));
    }
}
