package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** A connection without a socket, and with buffers of its own, which are counted. */
final class MemoryChannel extends EmbeddedChannel {
  private static final SocketAddress PEER = new InetSocketAddress("192.0.2.1", 50_000);
  private static final SocketAddress ROUTER = new InetSocketAddress("192.0.2.9", 80);

  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);

  MemoryChannel() {
    config().setAllocator(allocator);
  }

  @Override
  protected SocketAddress remoteAddress0() {
    return PEER;
  }

  @Override
  protected SocketAddress localAddress0() {
    return ROUTER;
  }

  /** Brings the bytes in reads of this size, until the channel is closed. */
  void feed(byte[] bytes, int step) {
    for (int at = 0; at < bytes.length && isOpen(); at += step) {
      int size = Math.min(step, bytes.length - at);
      writeInbound(allocator.buffer(size).writeBytes(bytes, at, size));
    }
  }

  /** The other end goes, and every buffer has been given back. */
  void end() {
    finishAndReleaseAll();
    requireNothingKept();
  }

  /** Every buffer has been given back, also by those whom they were passed on to. */
  void requireNothingKept() {
    assertEquals(0, allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory());
  }
}
