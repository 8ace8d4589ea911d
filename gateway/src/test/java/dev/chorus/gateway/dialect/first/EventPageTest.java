package dev.chorus.gateway.dialect.first;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.ChangeKind;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.value.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of a log to a client that was away (IP messaging specification, sections 6.4, 6.6 and 8.4). */
class EventPageTest {
    private static final FirstObject MESSAGES =
            FirstObject.messages(new ChannelSid("CH00000000000000000000000000000001"));
    private static final FirstObject SESSION = FirstObject.session(new ObjectSid("ES00000000000000000000000000000001"));

    @Test
    void aMessageThatWasEditedMeanwhileIsAddedAsItIsNow() {
        JsonNode results = page(MESSAGES, added(5, "3", "{\"text\":\"a\"}"), updated(6, "3", "{\"text\":\"b\"}"));

        assertThat(results.get(0).path("type").asText()).isEqualTo("entity_create");
        assertThat(results.get(0).path("data").path("text").asText()).isEqualTo("b");
        assertThat(results.get(1).path("type").asText()).isEqualTo("noop");
    }

    @Test
    void aCommandThatWasAnsweredMeanwhileIsAnUpdateForItsClientKnowsTheCommandAlready() {
        JsonNode results = page(
                SESSION,
                added(5, "3", "{\"commandId\":\"c\"}"),
                updated(6, "3", "{\"commandId\":\"c\",\"response\":{\"status\":200}}"));

        assertThat(results.get(0).path("type").asText()).isEqualTo("noop");
        assertThat(results.get(1).path("type").asText()).isEqualTo("entity_update");
        assertThat(results.get(1).path("data").path("response").path("status").asInt())
                .isEqualTo(200);
    }

    @Test
    void aHoleThatALossLeftIsNotFilled() {
        Change behindIt = added(1L << 45, "3", "{\"text\":\"a\"}");

        JsonNode results = new EventPage(new FirstEvents(MESSAGES, "http://chorus"), List.of(behindIt))
                .results(4, (1L << 45) + 1, 0, -1);

        assertThat(results).hasSize(2);
        assertThat(results.get(0).path("event_id").asLong()).isEqualTo(1L << 45);
        assertThat(results.get(1).path("type").asText()).isEqualTo("noop");
    }

    @Test
    void aClientThatWasToldOfMoreMeanwhileIsToldNothing() {
        Change known = added(6, "3", "{\"text\":\"a\"}");

        JsonNode results =
                new EventPage(new FirstEvents(MESSAGES, "http://chorus"), List.of(known)).results(9, 6, 0, -1);

        assertThat(results).isEmpty();
    }

    private static JsonNode page(FirstObject object, Change... changes) {
        return new EventPage(new FirstEvents(object, "http://chorus"), List.of(changes)).results(4, 6, 0, -1);
    }

    private static Change added(long eventId, String key, String data) {
        return change(ChangeKind.ITEM_ADDED, eventId, key, data);
    }

    private static Change updated(long eventId, String key, String data) {
        return change(ChangeKind.ITEM_UPDATED, eventId, key, data);
    }

    private static Change change(ChangeKind kind, long eventId, String key, String data) {
        return new Change(kind, eventId, 0, eventId, 0, 0, 0, key, "alice", "", Json.of(data));
    }
}
