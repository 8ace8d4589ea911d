package dev.chorus.contract.frame;

import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes over the network, decoding it either gives a packet or says that it is none. */
class PacketCodecFuzzTest {
    private static final int INPUTS = 50_000;
    private static final List<GoldenFrame> GOLDEN = GoldenFrame.all();

    @Test
    void anyBytesAreAPacketOrMalformed() {
        long seed = Long.getLong("chorus.fuzz.seed", System.nanoTime());
        System.out.println("PacketCodecFuzzTest: -Dchorus.fuzz.seed=" + seed);
        Random random = new Random(seed);

        for (int i = 0; i < INPUTS; i++) {
            byte[] input = random.nextInt(4) == 0 ? randomBytes(random) : mutated(random);
            Generation generation = Generation.values()[random.nextInt(2)];
            try {
                Packet packet = PacketCodec.decode(generation, input);
                if (packet.payload().length > input.length) {
                    fail("seed %d, input %d: a payload larger than its packet", seed, i);
                }
            } catch (MalformedPacketException expected) {
                // One of the two outcomes that there may be.
            } catch (Throwable unexpected) {
                fail("seed %d, input %d: %s".formatted(seed, i, Arrays.toString(input)), unexpected);
            }
        }
    }

    private static byte[] randomBytes(Random random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] mutated(Random random) {
        byte[] bytes = GOLDEN.get(random.nextInt(GOLDEN.size())).packetBytes();
        for (int mutations = 1 + random.nextInt(4); mutations > 0 && bytes.length > 0; mutations--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes = splice(bytes, at, at, (byte) ('0' + random.nextInt(10)));
                case 4 -> bytes = splice(bytes, at, at + 1);
                default -> bytes = splice(bytes, at, at, randomBytes(random));
            }
        }
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte... between) {
        byte[] spliced = Arrays.copyOf(bytes, bytes.length - (to - from) + between.length);
        System.arraycopy(between, 0, spliced, from, between.length);
        System.arraycopy(bytes, to, spliced, from + between.length, bytes.length - to);
        return spliced;
    }
}
