package dev.chorus.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chorus.contract.object.ObjectSid;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RenewalQueueTest {
    private final List<ObjectSid> renewed = new ArrayList<>();

    @Test
    void sharesOfARoundAreEvenAndReachEveryObjectOnce() {
        List<ObjectSid> followed = objects(1_000);
        RenewalQueue queue = new RenewalQueue(() -> followed, sid -> true, this::renewAtOnce);

        List<Integer> shares = new ArrayList<>();
        for (int turn = 0; turn < 240; turn++) {
            int before = renewed.size();
            queue.addShare(240);
            shares.add(renewed.size() - before);
        }

        assertThat(renewed).containsExactlyInAnyOrderElementsOf(followed);
        assertThat(shares).allSatisfy(share -> assertThat(share).isBetween(4, 5));
    }

    @Test
    void theNextRoundTakesWhatIsFollowedThen() {
        List<ObjectSid> followed = objects(3);
        RenewalQueue queue = new RenewalQueue(() -> followed, sid -> true, this::renewAtOnce);
        for (int turn = 0; turn < 10; turn++) {
            queue.addShare(10);
        }
        followed.addAll(objects(5).subList(3, 5));
        renewed.clear();

        for (int turn = 0; turn < 10; turn++) {
            queue.addShare(10);
        }

        assertThat(renewed).containsExactlyInAnyOrderElementsOf(followed);
    }

    @Test
    void afterASuspicionEveryObjectIsAskedForAndNoMoreThanAFewAtATime() {
        List<ObjectSid> followed = objects(200);
        List<Promise<Void>> underWay = new ArrayList<>();
        RenewalQueue queue = new RenewalQueue(() -> followed, sid -> true, sid -> {
            renewed.add(sid);
            Promise<Void> renewal = Promise.promise();
            underWay.add(renewal);
            return renewal.future();
        });

        queue.addAll();

        assertThat(renewed).hasSize(64);
        for (int i = 0; i < 200; i++) {
            underWay.get(i).complete();
        }
        assertThat(renewed).containsExactlyElementsOf(followed);
    }

    @Test
    void whatFailedIsTakenUpAgainWhileItIsFollowed() {
        List<ObjectSid> followed = objects(2);
        Set<ObjectSid> left = new HashSet<>(Set.of(followed.get(1)));
        RenewalQueue queue = new RenewalQueue(() -> followed, sid -> !left.contains(sid), sid -> {
            renewed.add(sid);
            return Future.failedFuture("away");
        });
        queue.addAll();
        renewed.clear();

        queue.retry();

        assertThat(renewed).containsExactly(followed.get(0));
    }

    private Future<?> renewAtOnce(ObjectSid sid) {
        renewed.add(sid);
        return Future.succeededFuture();
    }

    private static List<ObjectSid> objects(int count) {
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(number -> new ObjectSid(String.format("MP%032x", number)))
                .toList());
    }
}
