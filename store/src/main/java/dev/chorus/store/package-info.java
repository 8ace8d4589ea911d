/**
 * The object store: one Lua script for each change, run on Redis, where objects live. {@link Store} opens it.
 */
@NullMarked
package dev.chorus.store;

import org.jspecify.annotations.NullMarked;
