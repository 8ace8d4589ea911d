package dev.chorus.contract.access;

import dev.chorus.contract.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of accounts or keys.
 *
 * @param credentials without their secrets
 * @param next where the next page begins; null for none
 */
public record CredentialPage(
        List<CredentialState> credentials, @Nullable String next) implements Reply {}
