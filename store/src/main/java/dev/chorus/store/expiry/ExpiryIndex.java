package dev.chorus.store.expiry;

import dev.chorus.contract.object.ObjectSid;
import dev.chorus.store.key.Partition;
import dev.chorus.store.script.RedisScript;
import dev.chorus.store.script.ScriptArguments;
import dev.chorus.store.script.ScriptRunner;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is over in each partition. Nothing polls the objects themselves. */
public final class ExpiryIndex {
    private static final RedisScript READ_DUE = RedisScript.load("expiry/read_due");
    private static final int SID_BYTES = 34;

    private final ScriptRunner scripts;

    /**
     * Something whose time is over.
     *
     * @param object the object, or the collection of the item
     * @param itemKey the item's key in its stored form; null for the object itself
     */
    public record Due(ObjectSid object, byte @Nullable [] itemKey) {}

    /** An index that runs its scripts here. */
    public ExpiryIndex(ScriptRunner scripts) {
        this.scripts = scripts;
    }

    /**
     * Reads what is over, longest first. It stays in the index until it is removed. Fails as
     * {@link ScriptRunner#run} does.
     */
    public Future<List<Due>> readDue(Partition partition, int limit) {
        ScriptArguments arguments =
                new ScriptArguments().key(partition.expiry()).add(limit);
        return scripts.run(READ_DUE, partition.number(), arguments)
                .map(reply -> reply.bytesFrom(1).stream().map(ExpiryIndex::due).toList());
    }

    private static Due due(byte[] member) {
        ObjectSid object = new ObjectSid(new String(member, 0, SID_BYTES, StandardCharsets.US_ASCII));
        return new Due(
                object, member.length == SID_BYTES ? null : Arrays.copyOfRange(member, SID_BYTES + 1, member.length));
    }
}
