package dev.chorus.gateway.socket;

/** What a session may use only so much of. */
enum Limit {
    /** It follows as many objects as it may; more are refused. */
    SUBSCRIPTIONS,
    /** It has as many requests without an answer as it may; its socket is read no further until some are answered. */
    REQUESTS
}
