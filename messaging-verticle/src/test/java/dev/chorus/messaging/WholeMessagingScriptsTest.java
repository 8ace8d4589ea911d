package dev.chorus.messaging;

import dev.chorus.store.script.WholeScripts;
import dev.chorus.store.server.RedisServer;

class WholeMessagingScriptsTest extends WholeScripts {
    WholeMessagingScriptsTest(RedisServer redis) {
        super(redis);
    }
}
