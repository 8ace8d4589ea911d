package dev.chorus.contract.access;

/**
 * Says that a gateway is alive. Interest of gateways that stop saying so is dropped.
 *
 * @param gateway the gateway's id, fresh at every start
 * @param leaseMillis for how long it counts as alive; 0 ends the lease
 */
public record RenewGatewayLease(String gateway, long leaseMillis) implements AccessCommand<LeaseRenewed> {}
