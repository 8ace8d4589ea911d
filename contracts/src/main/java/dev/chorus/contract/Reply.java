package dev.chorus.contract;

/** The answer of a service to a {@link Command}. Replies are records and never change. */
public interface Reply {}
