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

    /** Makes one and says what only its maker is told. */
    abstract static class Creation implements Callable<Integer> {
        private final Resource resource;

        @Mixin
        private RemoteCluster cluster = new RemoteCluster();

        @Parameters(description = "Its name")
        private String name = "";

        Creation(Resource resource) {
            this.resource = resource;
        }

        /** Prints what was made. */
        abstract void show(JsonNode made);

        @Override
        public Integer call() {
            show(cluster.post(resource.owner(), resource.path(), Map.of("FriendlyName", name)));
            return 0;
        }
    }

    /** Shows all. */
    abstract static class Listing implements Callable<Integer> {
        private final Resource resource;

        @Mixin
        private RemoteCluster cluster = new RemoteCluster();

        Listing(Resource resource) {
            this.resource = resource;
        }

        @Override
        public Integer call() {
            System.out.print(Table.of(
                    cluster.list(resource.owner(), resource.path(), resource.key()),
                    "sid",
                    "friendly_name",
                    "date_created"));
            return 0;
        }
    }

    /** Removes one. */
    abstract static class Removal implements Callable<Integer> {
        private final Resource resource;

        @Mixin
        private RemoteCluster cluster = new RemoteCluster();

        @Parameters(description = "Its sid")
        private String sid = "";

        Removal(Resource resource) {
            this.resource = resource;
        }

        @Override
        public Integer call() {
            cluster.delete(resource.owner(), resource.path() + "/" + sid);
            return 0;
        }
    }
}
