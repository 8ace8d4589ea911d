package dev.chorus.contract.subscription;

import dev.chorus.contract.Reply;
import dev.chorus.contract.change.Change;
import java.util.List;

/**
 * What happened to an object after some event, in ascending order of ids.
 *
 * @param changes the changes themselves where the log reaches back so far, otherwise the difference of states: each
 *     key that changed with its latest change, after its removal where it was removed in between
 * @param upToEventId the position that one has after them; where {@link #complete} it is the object's last event id
 * @param complete whether that is all; if not, ask again from {@link #upToEventId}
 * @param accessNumber how often rights on the object had been taken or given when this was read; 0 where that is not known
 */
public record Changes(List<Change> changes, long upToEventId, boolean complete, long accessNumber) implements Reply {}
