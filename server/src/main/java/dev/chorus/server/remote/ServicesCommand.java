package dev.chorus.server.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chorus.server.remote.RemoteCluster.As;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Make, show and remove services of an account */
@Command(
        name = "services",
        description = "Make, show and remove services of an account",
        footer = "Needs CHORUS_ACCOUNT_SID and CHORUS_AUTH_TOKEN in the environment, but for a development cluster.",
        mixinStandardHelpOptions = true,
        subcommands = {ServicesCommand.Create.class, ServicesCommand.ListAll.class, ServicesCommand.Delete.class})
public final class ServicesCommand {
    private static final String PATH = "/chat/v2/Services";

    @Command(name = "create", description = "Make one", mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @Mixin
        private RemoteCluster cluster = new RemoteCluster();

        @Parameters(description = "Its name")
        private String name = "";

        @Override
        public Integer call() {
            JsonNode made = cluster.post(As.ACCOUNT, PATH, Map.of("FriendlyName", name));
            System.out.println("  service sid  " + made.path("sid").asText());
            return 0;
        }
    }

    @Command(name = "list", description = "Show all", mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private RemoteCluster cluster = new RemoteCluster();

        @Override
        public Integer call() {
            System.out.print(
                    Table.of(cluster.list(As.ACCOUNT, PATH, "services"), "sid", "friendly_name", "date_created"));
            return 0;
        }
    }

    @Command(name = "delete", description = "Remove it with all that it holds", mixinStandardHelpOptions = true)
    static final class Delete implements Callable<Integer> {
        @Mixin
        private RemoteCluster cluster = new RemoteCluster();

        @Parameters(description = "Its sid")
        private String sid = "";

        @Override
        public Integer call() {
            cluster.delete(As.ACCOUNT, PATH + "/" + sid);
            return 0;
        }
    }
}
