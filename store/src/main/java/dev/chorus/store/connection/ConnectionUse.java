package dev.chorus.store.connection;

/** How an event loop's connections are used: written on the loop, and read by whoever measures. */
final class ConnectionUse {
    /** How many connections there should be. */
    int connections;

    /** How many of them stand. */
    int up;

    /** How many commands wait for their answers. */
    int inFlight;

    /** How often a connection was lost. */
    long losses;
}
