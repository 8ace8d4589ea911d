package dev.chorus.store.connection;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.Optional;

/**
 * What a server says of its part in replication.
 *
 * @param primary whether it takes writes of its own
 * @param history the id of its history of writes
 */
record ReplicationState(boolean primary, String history) {
    static Request question() {
        return Request.cmd(Command.INFO).arg("replication");
    }

    static ReplicationState parse(String info) {
        return new ReplicationState(
                field(info, "role").filter("master"::equals).isPresent(),
                field(info, "master_replid").orElse(""));
    }

    static Optional<String> field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ':'))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst();
    }
}
