package dev.chorus.contract.object;

import dev.chorus.contract.Done;

/**
 * Removes all objects of the caller's service, as a back end does that removes the service; only the back end may.
 * Where it fails half done, it can be given again.
 */
public record EraseObjects() implements ObjectCommand<Done> {}
