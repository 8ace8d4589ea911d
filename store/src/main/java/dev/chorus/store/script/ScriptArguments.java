package dev.chorus.store.script;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys and arguments of one run of a script, in the order of its header. */
public final class ScriptArguments {
    private final List<String> keys = new ArrayList<>(9);
    private final List<byte[]> arguments = new ArrayList<>(8);

    /** Adds a key; null stands for one that is absent, which only the last may be. */
    public ScriptArguments key(@Nullable String key) {
        if (key != null) {
            keys.add(key);
        }
        return this;
    }

    /** Adds bytes; null stands for nothing. */
    public ScriptArguments add(byte @Nullable [] argument) {
        arguments.add(argument == null ? new byte[0] : argument);
        return this;
    }

    /** Adds text; null stands for nothing. */
    public ScriptArguments add(@Nullable String argument) {
        return add(argument == null ? null : argument.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a number; null stands for nothing. */
    public ScriptArguments add(@Nullable Long argument) {
        return add(argument == null ? null : Long.toString(argument));
    }

    /** Adds a number. */
    public ScriptArguments add(long argument) {
        return add(Long.toString(argument));
    }

    /** Adds yes or no as 1 or 0. */
    public ScriptArguments add(boolean argument) {
        return add(argument ? 1L : 0L);
    }

    List<String> keys() {
        return keys;
    }

    List<byte[]> arguments() {
        return arguments;
    }
}
