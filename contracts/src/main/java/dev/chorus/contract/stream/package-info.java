/**
 * Message streams: published to whoever listens, stored nowhere.
 */
@NullMarked
package dev.chorus.contract.stream;

import org.jspecify.annotations.NullMarked;
