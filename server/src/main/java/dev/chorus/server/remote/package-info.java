/**
 * Commands that ask a running cluster over its REST API.
 */
@NullMarked
package dev.chorus.server.remote;

import org.jspecify.annotations.NullMarked;
