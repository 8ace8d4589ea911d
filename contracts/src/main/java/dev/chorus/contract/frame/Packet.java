package dev.chorus.contract.frame;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One packet.
 *
 * @param id its id; a reply repeats the id of what it answers
 * @param method what it is, for example {@code message}
 * @param header all header fields
 * @param payload the payload's bytes; empty for none
 */
public record Packet(String id, String method, JsonNode header, byte[] payload) {}
