/**
 * What can be known of the manifests without a cluster: they are rendered with the real tools, read into the real types of
 * the API, and held against what the program reads and serves.
 */
@NullMarked
package dev.chorus.k8s;

import org.jspecify.annotations.NullMarked;
