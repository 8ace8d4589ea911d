package dev.chorus.service.webhook;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Which addresses a webhook may lead to. Its URL comes from an account, and what it reaches is reached from inside: so names
 * are resolved here, each address is looked at, and the one that was looked at is the one that is called.
 */
final class TargetGuard {
    /** Names that nobody answers for must not keep others of the process waiting. */
    private static final int LOOKUPS_AT_ONCE = 4;

    private final WorkerExecutor names;
    private final boolean privateTargets;

    TargetGuard(Vertx vertx, boolean privateTargets) {
        this.names = vertx.createSharedWorkerExecutor("chorus-webhook-names", LOOKUPS_AT_ONCE);
        this.privateTargets = privateTargets;
    }

    /** An address of a host that may be called. */
    Future<InetAddress> resolve(String host) {
        // The resolver of the JVM blocks.
        return names.executeBlocking(
                () -> {
                    InetAddress[] found = InetAddress.getAllByName(host);
                    for (InetAddress address : found) {
                        if (!privateTargets && !isPublic(address)) {
                            throw new ForbiddenTargetException(host);
                        }
                    }
                    return found[0];
                },
                false);
    }

    /** Whether an address is one of the public internet. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? isPublic6(bytes) : isPublic4(bytes);
    }

    private static boolean isPublic4(byte[] bytes) {
        int first = Byte.toUnsignedInt(bytes[0]);
        int second = Byte.toUnsignedInt(bytes[1]);
        int third = Byte.toUnsignedInt(bytes[2]);
        boolean reserved = first == 0
                || first == 10
                || first == 127
                || first >= 224
                || first == 100 && second >= 64 && second < 128
                || first == 169 && second == 254
                || first == 172 && second >= 16 && second < 32
                || first == 192 && second == 168
                || first == 192 && second == 0 && (third == 0 || third == 2)
                || first == 198 && (second == 18 || second == 19);
        return !reserved;
    }

    private static boolean isPublic6(byte[] bytes) {
        int first = Byte.toUnsignedInt(bytes[0]);
        if ((first & 0xfe) == 0xfc) {
            return false;
        }
        // Addresses that stand for those of version 4: translated ones, and tunnels.
        if (first == 0x00 && Byte.toUnsignedInt(bytes[1]) == 0x64 || isZero(bytes, 12)) {
            return isPublic4(bytes, 12);
        }
        return !(first == 0x20 && Byte.toUnsignedInt(bytes[1]) == 0x02) || isPublic4(bytes, 2);
    }

    private static boolean isPublic4(byte[] bytes, int from) {
        try {
            byte[] four = {bytes[from], bytes[from + 1], bytes[from + 2], bytes[from + 3]};
            InetAddress address = Inet4Address.getByAddress(four);
            return isPublic(address);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isZero(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
