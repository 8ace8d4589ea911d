/**
 * The sync dialect, versions 3 and 4 of the API: documents, lists, maps, streams and subscriptions in client words.
 */
@NullMarked
package dev.chorus.gateway.dialect.sync;

import org.jspecify.annotations.NullMarked;
