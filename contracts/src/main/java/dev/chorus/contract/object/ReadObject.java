package dev.chorus.contract.object;

/**
 * Reads an object without its items.
 *
 * @param type what it should be
 * @param id its sid or its unique name
 */
public record ReadObject(ObjectType type, String id) implements ObjectCommand<ObjectState> {}
