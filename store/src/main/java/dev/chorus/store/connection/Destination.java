package dev.chorus.store.connection;

import java.nio.charset.StandardCharsets;

/**
 * Where a command goes.
 *
 * @param lane which of a server's connections takes it: those of one lane keep their order
 * @param slot the hash slot of its keys, which says which server of a cluster
 * @param partition the partition of its keys; below 0 where they are in none
 */
public record Destination(int lane, int slot, int partition) {
    /** How many slots a cluster has. */
    static final int SLOTS = 16_384;

    private static final int POLYNOMIAL = 0x1021;

    /** The destination of commands on a key. */
    public static Destination of(int lane, String key) {
        boolean inPartition = key.startsWith("{p") && key.length() > 5 && key.charAt(4) == '}';
        return new Destination(lane, slot(key), inPartition ? Integer.parseInt(key, 2, 4, 10) : -1);
    }

    /** What is hashed is what stands in the first braces, if anything does. */
    static int slot(String key) {
        int open = key.indexOf('{');
        int close = open < 0 ? -1 : key.indexOf('}', open + 1);
        String hashed = close > open + 1 ? key.substring(open + 1, close) : key;
        int crc = 0;
        for (byte next : hashed.getBytes(StandardCharsets.UTF_8)) {
            crc ^= (next & 0xFF) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
            }
            crc &= 0xFFFF;
        }
        return crc % SLOTS;
    }
}
