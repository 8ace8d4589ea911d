package dev.chorus.contract.object;

import dev.chorus.contract.Reply;
import java.util.List;

/**
 * A page of objects.
 *
 * @param objects the objects, in order
 * @param hasNext whether more follow
 */
public record ObjectPage(List<ObjectState> objects, boolean hasNext) implements Reply {}
