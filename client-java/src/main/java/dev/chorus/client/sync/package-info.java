/** Documents, lists, maps and streams that many clients read, change and observe. */
@NullMarked
package dev.chorus.client.sync;

import org.jspecify.annotations.NullMarked;
