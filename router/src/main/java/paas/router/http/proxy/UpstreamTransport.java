package paas.router.http.proxy;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.socket.SocketChannel;

/** The kind of socket that upstream connections use, and where their buffers come from. */
record UpstreamTransport(Class<? extends SocketChannel> channel, ByteBufAllocator allocator) {}
