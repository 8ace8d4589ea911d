/**
 * Traces in OpenTelemetry's form: what Vert.x tells of requests and messages becomes spans, and leaves for a collector. Only
 * this package knows OpenTelemetry.
 */
@NullMarked
package dev.chorus.server.trace;

import org.jspecify.annotations.NullMarked;
