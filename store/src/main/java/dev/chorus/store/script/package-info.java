/**
 * How scripts are loaded, called and answered.
 */
@NullMarked
package dev.chorus.store.script;

import org.jspecify.annotations.NullMarked;
