package dev.chorus.server.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chorus.server.remote.RemoteCluster.As;
import picocli.CommandLine.Command;

/** Make, show and revoke accounts */
@Command(
        name = "accounts",
        description = "Make, show and revoke accounts",
        footer = "Needs CHORUS_OPERATOR_TOKEN in the environment, but for a development cluster.",
        mixinStandardHelpOptions = true,
        subcommands = {AccountsCommand.Create.class, AccountsCommand.ListAll.class, AccountsCommand.Revoke.class})
public final class AccountsCommand {
    private static final Resource ACCOUNTS = new Resource(As.OPERATOR, "/admin/v1/Accounts", "accounts");

    @Command(name = "create", description = "Make one", mixinStandardHelpOptions = true)
    static final class Create extends Resource.Creation {
        Create() {
            super(ACCOUNTS);
        }

        @Override
        void show(JsonNode made) {
            System.out.println("  account sid  " + made.path("sid").asText());
            System.out.println("  auth token   " + made.path("auth_token").asText());
            System.out.println("Keep the auth token: it is not shown again.");
        }
    }

    @Command(name = "list", description = "Show all", mixinStandardHelpOptions = true)
    static final class ListAll extends Resource.Listing {
        ListAll() {
            super(ACCOUNTS);
        }
    }

    @Command(
            name = "revoke",
            description = "Take its auth token and all of its API keys back",
            mixinStandardHelpOptions = true)
    static final class Revoke extends Resource.Removal {
        Revoke() {
            super(ACCOUNTS);
        }
    }
}
