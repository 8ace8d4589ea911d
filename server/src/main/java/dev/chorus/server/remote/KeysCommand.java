package dev.chorus.server.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chorus.server.remote.RemoteCluster.As;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Make, show and revoke API keys of an account */
@Command(
        name = "keys",
        description = "Make, show and revoke API keys of an account",
        footer = "Needs CHORUS_ACCOUNT_SID and CHORUS_AUTH_TOKEN in the environment, but for a development cluster.",
        mixinStandardHelpOptions = true,
        subcommands = {KeysCommand.Create.class, KeysCommand.ListAll.class, KeysCommand.Revoke.class})
public final class KeysCommand {
    private static final String PATH = "/admin/v1/Keys";

    @Command(name = "create", description = "Make one", mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @Mixin
        private RemoteCluster cluster = new RemoteCluster();

        @Parameters(description = "Its name")
        private String name = "";

        @Override
        public Integer call() {
            JsonNode made = cluster.post(As.ACCOUNT, PATH, Map.of("FriendlyName", name));
            System.out.println("  key sid      " + made.path("sid").asText());
            System.out.println("  secret       " + made.path("secret").asText());
            System.out.println("Keep the secret: it is not shown again.");
            return 0;
        }
    }

    @Command(name = "list", description = "Show all", mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private RemoteCluster cluster = new RemoteCluster();

        @Override
        public Integer call() {
            System.out.print(Table.of(cluster.list(As.ACCOUNT, PATH, "keys"), "sid", "friendly_name", "date_created"));
            return 0;
        }
    }

    @Command(
            name = "revoke",
            description = "Take it back, and close the connections of tokens that it signed",
            mixinStandardHelpOptions = true)
    static final class Revoke implements Callable<Integer> {
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
