package paas.router.http.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/** What waits for a client to take it, looked at from time to time. */
final class Backlog {
  private long seen;

  /** Bytes written and not yet taken by the socket. */
  static long of(Channel channel) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  /**
   * @param pending bytes that wait now
   * @return whether there are any, and others than at the last look: the client reads
   */
  boolean moves(long pending) {
    boolean moved = pending > 0 && pending != seen;
    seen = pending;
    return moved;
  }
}
