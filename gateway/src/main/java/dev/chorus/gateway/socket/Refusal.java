package dev.chorus.gateway.socket;

/** Why a connection is not accepted. */
enum Refusal {
    /** The gateway leaves. */
    DRAINING,
    /** The event loop has as many sessions as it may have. */
    FULL,
    /** No client connects there. */
    UNKNOWN_PATH
}
