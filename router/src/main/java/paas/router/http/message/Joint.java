package paas.router.http.message;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Joins the small pieces of a body that wait in one queue. By itself each would cost more than its
 * bytes: objects, a place in the queue, and the whole read that brought it.
 */
public final class Joint {
  /** Larger pieces are worth their cost, and are not copied. */
  public static final int SMALL = 4 << 10;

  /** The piece at the end of the queue, if it is a copy of ours with room for more. */
  private @Nullable ByteBuf end;

  /**
   * Adds a piece to the one at the end of the queue, and gives it back.
   *
   * @return false when it does not fit there, and nothing was done
   */
  public boolean append(ByteBuf piece) {
    if (end == null || piece.readableBytes() > SMALL - end.writerIndex()) {
      return false;
    }
    end.writeBytes(piece);
    piece.release();
    return true;
  }

  /** What is to be put at the end of the queue in a piece's place; takes over the reference. */
  public ByteBuf begin(ByteBuf piece) {
    int size = piece.readableBytes();
    if (size >= SMALL) {
      end = null;
      return piece;
    }
    end = piece.alloc().buffer(size, SMALL).writeBytes(piece);
    piece.release();
    return end;
  }

  /** This piece left the queue; nothing may be added to it any more. */
  public void removed(ByteBuf piece) {
    end = end == piece ? null : end;
  }

  /** What is put at the end of the queue next is none of ours. */
  public void close() {
    end = null;
  }
}
