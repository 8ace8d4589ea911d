/**
 * The edge of the cluster: where clients connect, and where what they say and hear is put into words of the services.
 */
@NullMarked
package dev.chorus.gateway;

import org.jspecify.annotations.NullMarked;
