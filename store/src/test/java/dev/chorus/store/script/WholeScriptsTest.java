package dev.chorus.store.script;

import dev.chorus.store.server.RedisServer;

class WholeScriptsTest extends WholeScripts {
    WholeScriptsTest(RedisServer redis) {
        super(redis);
    }
}
