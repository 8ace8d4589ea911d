/**
 * Roles: what users may do in a chat service and in its channels, and what the service has decided for all of them.
 */
@NullMarked
package dev.chorus.contract.role;

import org.jspecify.annotations.NullMarked;
