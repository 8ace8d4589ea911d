package dev.chorus.store;

import dev.chorus.contract.Reply;
import dev.chorus.contract.object.ObjectSid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command led to: its answer, and what is to be told to whom once the answer is out.
 *
 * @param reply the answer
 * @param object what changed; null if nothing did
 * @param changes the changes in their stored form, in order
 * @param gateways who follows the object
 * @param listed whether the outbox of the object's partition has something new
 * @param <R> the answer
 */
public record Outcome<R extends Reply>(
        R reply, @Nullable ObjectSid object, List<byte[]> changes, List<String> gateways, boolean listed) {

    /** An answer that nobody else needs to hear of. */
    public static <R extends Reply> Outcome<R> of(R reply) {
        return new Outcome<>(reply, null, List.of(), List.of(), false);
    }

    /** An answer together with the changes of an object. */
    public static <R extends Reply> Outcome<R> told(
            R reply, ObjectSid object, List<byte[]> changes, List<String> gateways) {
        return new Outcome<>(reply, object, changes, gateways, false);
    }

    /** The same, with the news that a listing has to follow. */
    public Outcome<R> andListed() {
        return new Outcome<>(reply, object, changes, gateways, true);
    }
}
