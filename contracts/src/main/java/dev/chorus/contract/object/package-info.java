/**
 * Sync objects as wholes: documents, lists, maps and streams share identity, revision, event ids and expiry.
 */
@NullMarked
package dev.chorus.contract.object;

import org.jspecify.annotations.NullMarked;
