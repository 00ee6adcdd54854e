package paas.router.http.proxy;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.*;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;

/** How the kernel is asked to read and write: the fastest way that it allows. */
record Transport(
    String name,
    IoHandlerFactory io,
    Class<? extends ServerSocketChannel> listening,
    Class<? extends SocketChannel> connected) {

  static Transport best() {
    String wanted = System.getProperty("paas.transport", "epoll");
    if (wanted.equals("io_uring") && IoUring.isAvailable()) {
      return new Transport(
          "io_uring", factory(), IoUringServerSocketChannel.class, IoUringSocketChannel.class);
    }
    if (Epoll.isAvailable()) {
      return new Transport(
          "epoll",
          EpollIoHandler.newFactory(),
          EpollServerSocketChannel.class,
          EpollSocketChannel.class);
    }
    return new Transport(
        "nio", NioIoHandler.newFactory(), NioServerSocketChannel.class, NioSocketChannel.class);
  }

  private static IoHandlerFactory factory() {
    int size = Integer.getInteger("paas.ring", 0);
    if (size == 0) {
      return IoUringIoHandler.newFactory();
    }
    int buffer = Integer.getInteger("paas.buf", 4096);
    var config =
        new IoUringIoHandlerConfig()
            .setBufferRingConfig(
                IoUringBufferRingConfig.builder()
                    .bufferGroupId((short) 0)
                    .bufferRingSize((short) size)
                    .batchSize(Integer.getInteger("paas.batch", 16))
                    .incremental(Boolean.getBoolean("paas.inc"))
                    .allocator(
                        new IoUringFixedBufferRingAllocator(PooledByteBufAllocator.DEFAULT, buffer))
                    .build());
    return IoUringIoHandler.newFactory(config);
  }
}
