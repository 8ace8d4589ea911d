package dev.chorus.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmitterTest {
    private static final EventType<Integer> COUNTED = new EventType<>("counted");

    private final Counter counter = new Counter();
    private final List<String> heard = new ArrayList<>();

    @Test
    void listenersAreCalledInTheirOrderUntilTheirRegistrationIsClosed() {
        Registration first = counter.on(COUNTED, number -> heard.add("first " + number));
        counter.on(COUNTED, number -> heard.add("second " + number));

        counter.count(1);
        first.close();
        counter.count(2);

        assertThat(heard).containsExactly("first 1", "second 1", "second 2");
    }

    @Test
    void aListenerThatThrowsHarmsNoOther() {
        counter.on(COUNTED, number -> {
            throw new IllegalStateException("mine");
        });
        counter.on(COUNTED, number -> heard.add("second " + number));

        counter.count(1);

        assertThat(heard).containsExactly("second 1");
    }

    private static final class Counter extends Emitter {
        void count(int number) {
            emit(COUNTED, number);
        }
    }
}
