package dev.chorus.contract.object;

import dev.chorus.contract.Done;
import org.jspecify.annotations.Nullable;

/**
 * Removes an object with all that it holds.
 *
 * @param type what it is
 * @param id its sid or its unique name
 * @param ifMatch the revision that must still be there; null for any
 */
public record RemoveObject(
        ObjectType type, String id, @Nullable String ifMatch) implements ObjectCommand<Done> {}
