package paas.router.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * Buffers to read into, larger while more comes, 64 KB at most: what Netty takes by itself, but for
 * one thing. None of those from a page on holds a whole number of pages. Some processors copy
 * several times as slowly when the low 12 bits of the two addresses differ by little; reads of
 * whole pages would keep that difference for all of a transfer (decision 0052).
 */
final class ReceiveBuffers extends AdaptiveRecvByteBufAllocator {
  private static final int LEAST = 64;
  private static final int FIRST = 2 << 10;
  static final int MOST = 64 << 10;
  private static final int PAGE = 4 << 10;
  private static final int CACHE_LINE = 64;

  ReceiveBuffers() {
    super(LEAST, FIRST, MOST);
  }

  @Override
  @SuppressWarnings("deprecation") // what Netty's interface says
  public Handle newHandle() {
    return new OddReads((ExtendedHandle) super.newHandle());
  }

  /** Netty's handle reckons with whole pages; a buffer that was filled counts as such. */
  private static final class OddReads extends DelegatingHandle implements ExtendedHandle {
    private final ExtendedHandle whole;
    private int spared;

    OddReads(ExtendedHandle whole) {
      super(whole);
      this.whole = whole;
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
      int size = whole.guess();
      spared = size < PAGE ? 0 : CACHE_LINE;
      return allocator.ioBuffer(size - spared);
    }

    @Override
    public void attemptedBytesRead(int bytes) {
      super.attemptedBytesRead(bytes + spared);
    }

    @Override
    public void lastBytesRead(int bytes) {
      boolean filled = bytes + spared == attemptedBytesRead();
      super.lastBytesRead(filled ? attemptedBytesRead() : bytes);
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
      return whole.continueReading(maybeMore);
    }
  }
}
