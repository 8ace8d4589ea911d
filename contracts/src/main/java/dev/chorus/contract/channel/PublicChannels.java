package dev.chorus.contract.channel;

import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.value.Sha256;
import java.util.Arrays;
import java.util.HexFormat;

/** The map of a service's public channels by their sids, which clients of the first generation follow. */
public final class PublicChannels {
    private static final int BYTES = 16;

    private PublicChannels() {}

    /** The map of a service. */
    public static ObjectSid of(String serviceSid) {
        byte[] digest = Arrays.copyOf(Sha256.of("public", serviceSid), BYTES);
        return new ObjectSid(ObjectType.MAP.sidPrefix() + HexFormat.of().formatHex(digest));
    }
}
