package io.netty.channel.uring;

import io.netty.channel.Channel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.ServerSocketChannelConfig;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * A socket that listens already, held by another process too, as a server channel of io_uring. What
 * {@code EpollServerSocketChannel(int)} is to epoll; Netty 4.2 has none for io_uring, and its
 * constructors are its package's own (decision 0039).
 */
public final class HeldServerSocketChannel extends AbstractIoUringServerChannel
    implements ServerSocketChannel {
  private final IoUringServerSocketChannelConfig config;

  /**
   * Whether the kernel is one (5.19) on which a listening socket that does not block is waited for:
   * before, an accept that finds nobody ended at once, again and again. Multishot accepts came with
   * it.
   */
  public static boolean waitsForClients() {
    return IoUring.isAcceptMultishotSupported();
  }

  /**
   * @param descriptor of a socket that listens and does not block; closing the channel closes it
   */
  public HeldServerSocketChannel(int descriptor) {
    super(new LinuxSocket(descriptor), true);
    this.config = new IoUringServerSocketChannelConfig(this);
  }

  @Override
  public ServerSocketChannelConfig config() {
    return config;
  }

  /** The peer's address is asked of its socket, not read from what the accept wrote down. */
  @Override
  Channel newChildChannel(int descriptor, ByteBuffer acceptedAddress) {
    return new IoUringSocketChannel(this, new LinuxSocket(descriptor));
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return (InetSocketAddress) super.remoteAddress();
  }

  @Override
  public InetSocketAddress localAddress() {
    return (InetSocketAddress) super.localAddress();
  }
}
