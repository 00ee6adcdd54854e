package paas.router.http.h2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2FrameTypes;

/**
 * What a client's connection holds of a head that goes on in frames that have not come. The codec,
 * which keeps it, does not tell; so the frames that it has read are passed over once more, by their
 * own heads (RFC 9113 section 4.1). It reads each of the two parts of a frame as a whole.
 */
final class HalfHead {
  private static final int FRAME_HEAD = 9;
  private static final int END_HEADERS = 0x4;

  private boolean insideFrame;
  private int length;
  private int type;
  private int flags;
  private int bytes;
  private int number;

  /** The codec has read what lies in between. */
  void read(ByteBuf in, int from, int to) {
    int at = from;
    while (at < to || (insideFrame && length == 0)) {
      if (insideFrame) {
        at += length;
        insideFrame = false;
        count();
      } else if (to - at < FRAME_HEAD) {
        return;
      } else {
        length = in.getUnsignedMedium(at);
        type = in.getByte(at + 3);
        flags = in.getByte(at + 4);
        at += FRAME_HEAD;
        insideFrame = true;
      }
    }
  }

  private void count() {
    boolean isOfHead = type == Http2FrameTypes.HEADERS || type == Http2FrameTypes.CONTINUATION;
    if (!isOfHead || (flags & END_HEADERS) != 0) {
      bytes = 0;
      return;
    }
    if (type == Http2FrameTypes.HEADERS) {
      number++;
    }
    bytes += FRAME_HEAD + length;
  }

  int bytes() {
    return bytes;
  }

  /** Which one of the connection's it is. */
  int number() {
    return number;
  }
}
