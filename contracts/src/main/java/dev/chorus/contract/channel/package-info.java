/**
 * Channels: who made them, what they are called and how one finds them. Each is three sync objects: a document about itself, the list of its messages and the map of its members.
 */
@NullMarked
package dev.chorus.contract.channel;

import org.jspecify.annotations.NullMarked;
