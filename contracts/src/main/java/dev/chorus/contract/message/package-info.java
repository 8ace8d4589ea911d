/**
 * Messages of channels.
 */
@NullMarked
package dev.chorus.contract.message;

import org.jspecify.annotations.NullMarked;
