package dev.chorus.bus;

/** Where messages go. Addresses are few: one for each service and one for each gateway, never one for an object. */
public final class BusAddress {
    /** Commands about sync objects, subscriptions, accounts and keys; every instance of the sync service takes them. */
    public static final String SYNC = "chorus.sync";

    /** Commands of the messaging domain; every instance of the messaging service takes them. */
    public static final String MESSAGING = "chorus.messaging";

    /** What gateways tell each other about the sockets of the first client generation. */
    public static final String GATEWAYS = "chorus.gateways";

    private BusAddress() {}

    /**
     * Where a gateway takes deliveries.
     *
     * @param gateway the gateway's id, fresh at every start
     */
    public static String ofGateway(String gateway) {
        return "chorus.gateway." + gateway;
    }
}
