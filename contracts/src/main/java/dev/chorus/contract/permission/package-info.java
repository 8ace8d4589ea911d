/**
 * Who may read, write and manage an object, where a service asks for that.
 */
@NullMarked
package dev.chorus.contract.permission;

import org.jspecify.annotations.NullMarked;
