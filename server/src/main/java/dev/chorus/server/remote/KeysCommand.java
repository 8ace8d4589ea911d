package dev.chorus.server.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chorus.server.remote.RemoteCluster.As;
import picocli.CommandLine.Command;

/** Make, show and revoke API keys of an account */
@Command(
        name = "keys",
        description = "Make, show and revoke API keys of an account",
        footer = "Needs CHORUS_ACCOUNT_SID and CHORUS_AUTH_TOKEN in the environment, but for a development cluster.",
        mixinStandardHelpOptions = true,
        subcommands = {KeysCommand.Create.class, KeysCommand.ListAll.class, KeysCommand.Revoke.class})
public final class KeysCommand {
    private static final Resource KEYS = new Resource(As.ACCOUNT, "/admin/v1/Keys", "keys");

    @Command(name = "create", description = "Make one", mixinStandardHelpOptions = true)
    static final class Create extends Resource.Creation {
        Create() {
            super(KEYS);
        }

        @Override
        void show(JsonNode made) {
            System.out.println("  key sid      " + made.path("sid").asText());
            System.out.println("  secret       " + made.path("secret").asText());
            System.out.println("Keep the secret: it is not shown again.");
        }
    }

    @Command(name = "list", description = "Show all", mixinStandardHelpOptions = true)
    static final class ListAll extends Resource.Listing {
        ListAll() {
            super(KEYS);
        }
    }

    @Command(
            name = "revoke",
            description = "Take it back, and close the connections of tokens that it signed",
            mixinStandardHelpOptions = true)
    static final class Revoke extends Resource.Removal {
        Revoke() {
            super(KEYS);
        }
    }
}
