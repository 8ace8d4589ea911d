package dev.chorus.client.sync;

import dev.chorus.client.connection.ClientLoop;
import dev.chorus.client.connection.Connection;
import dev.chorus.client.connection.Lanes;
import dev.chorus.client.connection.Subscriptions;
import java.util.function.Consumer;

/**
 * What the objects of one client share.
 *
 * @param loop where everything happens
 * @param connection the way to the server
 * @param subscriptions what is followed
 * @param lanes what must happen in order
 * @param forget forgets an object that is closed or gone, by its sid
 */
record SyncContext(
        ClientLoop loop, Connection connection, Subscriptions subscriptions, Lanes lanes, Consumer<String> forget) {}
