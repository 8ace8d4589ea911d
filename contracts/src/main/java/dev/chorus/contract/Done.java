package dev.chorus.contract;

/** The answer to a command that has nothing to tell beyond its success. */
public record Done() implements Reply {
    /** The only value that is ever needed. */
    public static final Done DONE = new Done();
}
