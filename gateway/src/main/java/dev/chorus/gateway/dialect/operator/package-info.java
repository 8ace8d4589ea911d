/**
 * What operators and account owners do with the cluster itself: accounts, keys and a view of what is there.
 */
@NullMarked
package dev.chorus.gateway.dialect.operator;

import org.jspecify.annotations.NullMarked;
