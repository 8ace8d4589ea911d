package dev.chorus.store.script;

import dev.chorus.contract.object.ObjectType;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a script answered: a status, and after it whatever its header says. */
public final class ScriptReply {
    private final Response response;

    private ScriptReply(Response response) {
        this.response = response;
    }

    static ScriptReply of(Response response) {
        return new ScriptReply(response);
    }

    /** What became of the call. */
    public ScriptStatus status() {
        return ScriptStatus.ofNumber(response.get(0).toInteger());
    }

    /** This reply if the script did what it was asked; else its refusal, in the words of the object's type. */
    public Future<ScriptReply> orRefusal(ObjectType type) {
        ScriptStatus status = status();
        return status == ScriptStatus.OK ? Future.succeededFuture(this) : Future.failedFuture(status.refusal(type));
    }

    /** How many elements there are. */
    public int size() {
        return response.size();
    }

    /** Whether there is something at a place. */
    public boolean isPresent(int index) {
        return response.get(index) != null;
    }

    /** A number. */
    public long number(int index) {
        return response.get(index).toLong();
    }

    /** A number that says yes or no. */
    public boolean flag(int index) {
        return number(index) == 1;
    }

    /** A text, or null for nothing. */
    public @Nullable String textOrNull(int index) {
        Response element = response.get(index);
        return element == null ? null : element.toString();
    }

    /** A text. */
    public String text(int index) {
        return response.get(index).toString();
    }

    /** Bytes. */
    public byte[] bytes(int index) {
        return response.get(index).toBytes();
    }

    /** Bytes, or null for nothing. */
    public byte @Nullable [] bytesOrNull(int index) {
        Response element = response.get(index);
        return element == null ? null : element.toBytes();
    }

    /** A list within this one. */
    public ScriptReply list(int index) {
        return new ScriptReply(response.get(index));
    }

    /** The texts from an element on. */
    public List<String> textsFrom(int index) {
        List<String> texts = new ArrayList<>(Math.max(0, size() - index));
        for (int i = index; i < size(); i++) {
            texts.add(text(i));
        }
        return texts;
    }

    /** The bytes from an element on. Elements that are nothing are passed over. */
    public List<byte[]> bytesFrom(int index) {
        List<byte[]> found = new ArrayList<>(Math.max(0, size() - index));
        for (int i = index; i < size(); i++) {
            byte[] bytes = bytesOrNull(i);
            if (bytes != null) {
                found.add(bytes);
            }
        }
        return found;
    }
}
