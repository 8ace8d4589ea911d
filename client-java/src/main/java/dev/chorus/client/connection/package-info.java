/** The connection under both clients. Not for apps: it may change with any release. */
@NullMarked
package dev.chorus.client.connection;

import org.jspecify.annotations.NullMarked;
