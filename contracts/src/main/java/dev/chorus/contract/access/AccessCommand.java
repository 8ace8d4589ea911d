package dev.chorus.contract.access;

import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;

/**
 * Commands about accounts, services, keys and the cluster's own nodes.
 *
 * @param <R> the answer
 */
public sealed interface AccessCommand<R extends Reply> extends Command<R>
        permits CreateAccount,
                CreateApiKey,
                CreateService,
                DeleteService,
                ListAccounts,
                ListApiKeys,
                ListServices,
                ReadApiKey,
                ReadServiceSettings,
                RegisterTenant,
                RenewGatewayLease,
                RevokeAccount,
                RevokeApiKey,
                UpdateChatWebhooks,
                UpdateServiceSettings {}
