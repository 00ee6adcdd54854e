package paas.router.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/**
 * Where one event loop puts heads together, one after another: many small writes are cheap in an
 * array, and the socket's buffer is then of the right size.
 */
final class HeadDraft {
  private static final int USUAL_HEAD = 2 << 10;

  private final ByteBuf draft = Unpooled.buffer(USUAL_HEAD);

  /** Empty, for the next head. */
  ByteBuf begin() {
    return draft.clear();
  }

  /** What was written since, in a buffer for a socket. */
  ByteBuf finish(ByteBufAllocator allocator) {
    return allocator.ioBuffer(draft.readableBytes()).writeBytes(draft);
  }
}
