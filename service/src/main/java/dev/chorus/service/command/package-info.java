/**
 * How a request finds the handler of its command.
 */
@NullMarked
package dev.chorus.service.command;

import org.jspecify.annotations.NullMarked;
