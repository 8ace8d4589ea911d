/**
 * The event bus as the cluster's parts use it, and as verticles of other teams may: who listens where, how records
 * travel, how one asks a service and how a service answers.
 */
@NullMarked
package dev.chorus.bus;

import org.jspecify.annotations.NullMarked;
