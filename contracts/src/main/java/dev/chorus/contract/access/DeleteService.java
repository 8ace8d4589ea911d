package dev.chorus.contract.access;

import dev.chorus.contract.Done;

/** Removes the caller's service: from then on nothing in it is found. Only the back end may. */
public record DeleteService() implements AccessCommand<Done> {}
