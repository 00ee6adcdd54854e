package paas.router.http.h1;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Finds the lines of a head, or of trailers, as their bytes come, without beginning anew with each
 * read. A line ends with CR LF and has no other control character but tabs (RFC 9112 section 2.2).
 */
final class HeadLines {
  /** What is known after the bytes that came so far. */
  enum Found {
    /** Not the end yet. */
    MORE,
    /** The empty line that ends the head. */
    END,
    /** The first line is too long. */
    LONG_LINE,
    /** All the others together are. */
    LONG_HEAD,
    /** A character that no line may have. */
    CONTROL
  }

  private static final int USUAL_LINES = 16;

  private static final int[] NO_LINES = {};

  /** More than any honest message has; who has more than the proxy allows is told so there. */
  private static final int MAX_LINES = 1_000;

  private final int maxFirst;
  private final int maxRest;

  /** Where each line ends, from where the head begins. */
  private int[] ends = NO_LINES;

  private int count;

  /** Where the line that is being read begins, and what of it was looked at. */
  private int start;

  private int seen;

  /**
   * @param maxFirst bytes that the first line may have
   * @param maxRest bytes that all lines after it may have, with their ends
   */
  HeadLines(int maxFirst, int maxRest) {
    this.maxFirst = maxFirst;
    this.maxRest = maxRest;
  }

  /** Looks at what came; {@code in} is at the beginning of the head each time. */
  Found scan(ByteBuf in) {
    int from = in.readerIndex();
    int to = in.writerIndex();
    while (true) {
      int at = Bytes.nextControlButTab(in, from + seen, to);
      seen = at - from;
      if (isTooLong()) {
        return count == 0 ? Found.LONG_LINE : Found.LONG_HEAD;
      }
      if (at == to || (at + 1 == to && in.getByte(at) == '\r')) {
        return Found.MORE;
      }
      if (in.getByte(at) != '\r' || in.getByte(at + 1) != '\n') {
        return Found.CONTROL;
      }
      boolean empty = seen == start;
      if (!empty) {
        add(seen);
      }
      seen += 2;
      start = seen;
      if (empty) {
        return Found.END;
      }
    }
  }

  private boolean isTooLong() {
    return count == 0 ? seen > maxFirst : seen - ends[0] > maxRest || count >= MAX_LINES;
  }

  private void add(int end) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, Math.max(USUAL_LINES, 2 * count));
    }
    ends[count++] = end;
  }

  /** Whole lines that were found. */
  int count() {
    return count;
  }

  int begin(int line) {
    return line == 0 ? 0 : ends[line - 1] + 2;
  }

  int end(int line) {
    return ends[line];
  }

  /** Bytes of the head up to its end, or to where it is looked at next. */
  int length() {
    return seen;
  }

  void reset() {
    if (ends.length > USUAL_LINES) {
      ends = NO_LINES;
    }
    count = 0;
    start = 0;
    seen = 0;
  }
}
