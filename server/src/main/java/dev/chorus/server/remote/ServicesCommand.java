package dev.chorus.server.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chorus.server.remote.RemoteCluster.As;
import picocli.CommandLine.Command;

/** Make, show and remove services of an account */
@Command(
        name = "services",
        description = "Make, show and remove services of an account",
        footer = "Needs CHORUS_ACCOUNT_SID and CHORUS_AUTH_TOKEN in the environment, but for a development cluster.",
        mixinStandardHelpOptions = true,
        subcommands = {ServicesCommand.Create.class, ServicesCommand.ListAll.class, ServicesCommand.Delete.class})
public final class ServicesCommand {
    private static final Resource SERVICES = new Resource(As.ACCOUNT, "/chat/v2/Services", "services");

    @Command(name = "create", description = "Make one", mixinStandardHelpOptions = true)
    static final class Create extends Resource.Creation {
        Create() {
            super(SERVICES);
        }

        @Override
        void show(JsonNode made) {
            System.out.println("  service sid  " + made.path("sid").asText());
        }
    }

    @Command(name = "list", description = "Show all", mixinStandardHelpOptions = true)
    static final class ListAll extends Resource.Listing {
        ListAll() {
            super(SERVICES);
        }
    }

    @Command(name = "delete", description = "Remove it with all that it holds", mixinStandardHelpOptions = true)
    static final class Delete extends Resource.Removal {
        Delete() {
            super(SERVICES);
        }
    }
}
