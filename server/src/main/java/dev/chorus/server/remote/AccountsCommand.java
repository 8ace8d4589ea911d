package dev.chorus.server.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chorus.server.remote.RemoteCluster.As;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Make, show and revoke accounts */
@Command(
        name = "accounts",
        description = "Make, show and revoke accounts",
        footer = "Needs CHORUS_OPERATOR_TOKEN in the environment, but for a development cluster.",
        mixinStandardHelpOptions = true,
        subcommands = {AccountsCommand.Create.class, AccountsCommand.ListAll.class, AccountsCommand.Revoke.class})
public final class AccountsCommand {
    private static final String PATH = "/admin/v1/Accounts";

    @Command(name = "create", description = "Make one", mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @Mixin
        private RemoteCluster cluster = new RemoteCluster();

        @Parameters(description = "Its name")
        private String name = "";

        @Override
        public Integer call() {
            JsonNode made = cluster.post(As.OPERATOR, PATH, Map.of("FriendlyName", name));
            System.out.println("  account sid  " + made.path("sid").asText());
            System.out.println("  auth token   " + made.path("auth_token").asText());
            System.out.println("Keep the auth token: it is not shown again.");
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
                    Table.of(cluster.list(As.OPERATOR, PATH, "accounts"), "sid", "friendly_name", "date_created"));
            return 0;
        }
    }

    @Command(
            name = "revoke",
            description = "Take its auth token and all of its API keys back",
            mixinStandardHelpOptions = true)
    static final class Revoke implements Callable<Integer> {
        @Mixin
        private RemoteCluster cluster = new RemoteCluster();

        @Parameters(description = "Its sid")
        private String sid = "";

        @Override
        public Integer call() {
            cluster.delete(As.OPERATOR, PATH + "/" + sid);
            return 0;
        }
    }
}
