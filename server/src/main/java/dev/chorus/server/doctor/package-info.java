/**
 * {@code chorus doctor}: what is wrong with a configuration, its Redis and its cluster, in plain words. A class for each
 * check, run one after another on the program's own threads, each with an end. Nothing here writes to Redis, and no
 * finding repeats a secret.
 */
@NullMarked
package dev.chorus.server.doctor;

import org.jspecify.annotations.NullMarked;
