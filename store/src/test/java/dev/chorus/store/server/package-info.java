/** A real Redis for tests, one for each test class. */
@NullMarked
package dev.chorus.store.server;

import org.jspecify.annotations.NullMarked;
