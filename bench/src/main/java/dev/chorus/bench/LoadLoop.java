package dev.chorus.bench;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

/** The one event loop that a load has. */
final class LoadLoop {
    private LoadLoop() {}

    /** A loop that does not keep the program alive, so that a measurement which fails ends. */
    static EventLoopGroup start() {
        return new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("load", true), NioIoHandler.newFactory());
    }
}
