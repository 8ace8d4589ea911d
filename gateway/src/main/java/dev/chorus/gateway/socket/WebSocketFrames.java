package dev.chorus.gateway.socket;

import dev.chorus.contract.frame.Generation;
import dev.chorus.contract.frame.PacketCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/** Whole WebSocket messages, framed once so that any number of sockets can be sent the same bytes. */
public final class WebSocketFrames {
    private static final int FINAL_BINARY = 0x82;
    private static final int LONGEST_SHORT_LENGTH = 125;
    private static final int LONGEST_MIDDLE_LENGTH = 0xFFFF;
    private static final int LONGEST_FRAME_HEADER = 10;

    private WebSocketFrames() {}

    /**
     * A packet as one unmasked binary message.
     *
     * @return a buffer that the caller must release or hand on
     */
    public static ByteBuf ofPacket(Generation generation, byte[] header, byte[] payload) {
        int length = PacketCodec.encodedLength(generation, header.length, payload.length);
        ByteBuf frame = PooledByteBufAllocator.DEFAULT.directBuffer(length + LONGEST_FRAME_HEADER);
        frame.writeByte(FINAL_BINARY);
        if (length <= LONGEST_SHORT_LENGTH) {
            frame.writeByte(length);
        } else if (length <= LONGEST_MIDDLE_LENGTH) {
            frame.writeByte(126).writeShort(length);
        } else {
            frame.writeByte(127).writeLong(length);
        }
        frame.writeBytes(PacketCodec.prefix(generation, header.length))
                .writeBytes(header)
                .writeByte('\r')
                .writeByte('\n')
                .writeBytes(payload);
        return frame;
    }
}
