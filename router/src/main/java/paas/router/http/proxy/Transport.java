package paas.router.http.proxy;

import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.HeldServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** By which of the kernel's interfaces sockets are read and written. */
public enum Transport {
  /** Many operations by one system call, where the kernel lets programs have it. */
  IO_URING(
      IoUringIoHandler::newFactory,
      IoUringSocketChannel.class,
      IoUringServerSocketChannel::new,
      HeldServerSocketChannel::new),
  /** What every Linux has. */
  EPOLL(
      EpollIoHandler::newFactory,
      EpollSocketChannel.class,
      EpollServerSocketChannel::new,
      EpollServerSocketChannel::new),
  /** What every JVM has. */
  NIO(
      NioIoHandler::newFactory,
      NioSocketChannel.class,
      NioServerSocketChannel::new,
      descriptor -> {
        throw new IllegalStateException("A socket that listens already needs io_uring or epoll");
      });

  static {
    // Read when Netty's class is first asked for, below. A multishot accept that ended for want of
    // descriptors is begun again at once, for ever.
    System.setProperty("io.netty.iouring.acceptMultiShotEnabled", "false");
  }

  private final Supplier<IoHandlerFactory> handlers;
  private final Class<? extends SocketChannel> socket;
  private final ChannelFactory<ServerChannel> listener;
  private final IntFunction<ServerChannel> held;

  Transport(
      Supplier<IoHandlerFactory> handlers,
      Class<? extends SocketChannel> socket,
      ChannelFactory<ServerChannel> listener,
      IntFunction<ServerChannel> held) {
    this.handlers = handlers;
    this.socket = socket;
    this.listener = listener;
    this.held = held;
  }

  /** The fastest that this machine has, as measured (decision 0039). */
  public static Transport fastest() {
    if (IO_URING.whyNot().isEmpty()) {
      return IO_URING;
    }
    return EPOLL.whyNot().isEmpty() ? EPOLL : NIO;
  }

  /** Why it cannot be used here; empty where it can. */
  public Optional<String> whyNot() {
    return switch (this) {
      case IO_URING -> whyNoRing();
      case EPOLL -> Optional.ofNullable(Epoll.unavailabilityCause()).map(Throwable::toString);
      case NIO -> Optional.empty();
    };
  }

  private static Optional<String> whyNoRing() {
    if (!IoUring.isAvailable()) {
      return Optional.of(String.valueOf(IoUring.unavailabilityCause()));
    }
    return HeldServerSocketChannel.waitsForClients()
        ? Optional.empty()
        : Optional.of("the kernel is older than 5.19");
  }

  IoHandlerFactory handlers() {
    return handlers.get();
  }

  Class<? extends SocketChannel> socket() {
    return socket;
  }

  ServerChannel listener() {
    return listener.newChannel();
  }

  /**
   * The same for a socket that listens already.
   *
   * @throws IllegalStateException where this transport cannot have one
   */
  ServerChannel held(int descriptor) {
    return held.apply(descriptor);
  }
}
