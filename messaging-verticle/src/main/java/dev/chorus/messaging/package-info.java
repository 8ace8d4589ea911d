/**
 * The messaging service. Its role can be started already, so that deployments have their final shape; the domain itself
 * (channels, members, messages, users) is the next chapter.
 */
@NullMarked
package dev.chorus.messaging;

import org.jspecify.annotations.NullMarked;
