/**
 * Messages that are told and not kept.
 */
@NullMarked
package dev.chorus.store.stream;

import org.jspecify.annotations.NullMarked;
