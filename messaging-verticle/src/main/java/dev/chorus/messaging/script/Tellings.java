package dev.chorus.messaging.script;

import dev.chorus.contract.Done;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.service.delivery.GatewayLinks;
import dev.chorus.store.Outcome;
import dev.chorus.store.script.ScriptReply;

/** Passes on what a script says is to be told: for each object its sid, the gateways that follow it, and the changes. */
public final class Tellings {
    private final GatewayLinks links;

    /** Tellings over these links. */
    public Tellings(GatewayLinks links) {
        this.links = links;
    }

    /** Tells everything, in the script's order. */
    public void tell(ScriptReply tellings) {
        for (int i = 0; i < tellings.size(); i++) {
            ScriptReply telling = tellings.list(i);
            links.tell(Outcome.told(
                    Done.DONE,
                    new ObjectSid(telling.text(0)),
                    telling.bytesFrom(2),
                    telling.list(1).textsFrom(0)));
        }
    }
}
