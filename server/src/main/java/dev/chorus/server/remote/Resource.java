package dev.chorus.server.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Things of one kind that a cluster keeps, and what a command can do with them.
 *
 * @param owner who may
 * @param path where they are
 * @param key what an answer calls a list of them
 */
record Resource(RemoteCluster.As owner, String path, String key) {

    /** A command on things of one kind. */
    private abstract static class Action implements Callable<Integer> {
        final Resource resource;

        @Mixin
        RemoteCluster cluster = new RemoteCluster();

        Action(Resource resource) {
            this.resource = resource;
        }

        abstract void act();

        @Override
        public final Integer call() {
            act();
            return 0;
        }
    }

    /** Makes one and says what only its maker is told. */
    abstract static class Creation extends Action {
        @Parameters(description = "Its name")
        private String name = "";

        Creation(Resource resource) {
            super(resource);
        }

        /** Prints what was made. */
        abstract void show(JsonNode made);

        @Override
        final void act() {
            show(cluster.post(resource.owner(), resource.path(), Map.of("FriendlyName", name)));
        }
    }

    /** Shows all. */
    abstract static class Listing extends Action {
        Listing(Resource resource) {
            super(resource);
        }

        @Override
        final void act() {
            System.out.print(Table.of(
                    cluster.list(resource.owner(), resource.path(), resource.key()),
                    "sid",
                    "friendly_name",
                    "date_created"));
        }
    }

    /** Removes one. */
    abstract static class Removal extends Action {
        @Parameters(description = "Its sid")
        private String sid = "";

        Removal(Resource resource) {
            super(resource);
        }

        @Override
        final void act() {
            cluster.delete(resource.owner(), resource.path() + "/" + sid);
        }
    }
}
