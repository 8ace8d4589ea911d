/**
 * The sync service: documents, lists, maps and streams behind the event bus. {@link SyncVerticle} is what one deploys.
 */
@NullMarked
package dev.chorus.sync;

import org.jspecify.annotations.NullMarked;
