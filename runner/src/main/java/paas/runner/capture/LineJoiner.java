package paas.runner.capture;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import paas.runner.capture.CapturedLine.Channel;
import paas.runner.capture.Checkpoint.Unfinished;

/**
 * Makes lines of one channel's entries: the engine cuts lines every 16 KB, this joins them again
 * and cuts at the bound, never inside a character. Holds at most one bound of an unfinished line.
 * Not thread-safe.
 */
final class LineJoiner {
  private static final Unfinished NOTHING = new Unfinished(0, 0, 0); // no file has inode 0

  private final Channel channel;
  private final int bound;
  private byte[] held = new byte[0];
  private int length;
  private Instant heldSince = Instant.EPOCH;
  private Unfinished begin = NOTHING;

  LineJoiner(Channel channel, int bound) {
    this.channel = channel;
    this.bound = bound;
  }

  /**
   * Takes one entry's text.
   *
   * @param at the entry's place, and how much of its text is passed over
   */
  void add(EntryParser entry, Unfinished at, Consumer<CapturedLine> to) {
    int from = Math.min(entry.textFrom() + at.skip(), entry.textTo());
    int size = entry.textTo() - from;
    boolean begins = begin.inode() == NOTHING.inode();
    if (begins && entry.terminated() && size <= bound) {
      to.accept(line(entry.time(), entry.text(), from, size));
      return;
    }
    if (begins) {
      begin = at;
      heldSince = entry.time();
    }
    hold(entry.text(), from, size);
    int skippedBefore = length - size;
    int start = 0;
    while (length - start > bound) {
      int piece = cut(start);
      to.accept(line(heldSince, held, start, piece));
      start += piece;
      heldSince = entry.time();
      begin = new Unfinished(at.inode(), at.offset(), at.skip() + start - skippedBefore);
    }
    keepFrom(start);
    if (entry.terminated()) {
      flush(to);
    }
  }

  /** Gives out what is held as a line of its own; an app may end without a newline. */
  void flush(Consumer<CapturedLine> to) {
    if (begin.inode() != NOTHING.inode()) {
      to.accept(line(heldSince, held, 0, length));
      drop();
    }
  }

  void drop() {
    held = new byte[0];
    length = 0;
    begin = NOTHING;
  }

  Optional<Unfinished> unfinished() {
    return begin.inode() == NOTHING.inode() ? Optional.empty() : Optional.of(begin);
  }

  private void hold(byte[] text, int from, int size) {
    if (held.length < length + size) {
      held = Arrays.copyOf(held, length + size);
    }
    System.arraycopy(text, from, held, length, size);
    length += size;
  }

  /**
   * How long the next piece is: the bound, or less so that no character is cut (RFC 3629: 10xxxxxx
   * goes on).
   */
  private int cut(int start) {
    int piece = bound;
    while (piece > 1 && (held[start + piece] & 0xC0) == 0x80) {
      piece--;
    }
    return piece;
  }

  private void keepFrom(int start) {
    if (start > 0) {
      held = Arrays.copyOfRange(held, start, length);
      length -= start;
    }
  }

  private CapturedLine line(Instant time, byte[] text, int from, int size) {
    return new CapturedLine(time, channel, new String(text, from, size, StandardCharsets.UTF_8));
  }
}
