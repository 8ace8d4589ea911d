package dev.chorus.contract.access;

import java.util.List;

/**
 * Keys are good no more. The services tell it to all gateways, which close the connections of tokens that were signed
 * with one of them.
 *
 * @param sids the keys, {@code SK…}, or an account's auth token under the account's sid
 */
public record KeysRevoked(List<String> sids) {}
