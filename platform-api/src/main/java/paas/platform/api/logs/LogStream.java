package paas.platform.api.logs;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import paas.router.logs.LogTail;
import paas.router.logs.StoredLine;

/**
 * A log session as the bytes of an answer. Reading blocks until there are lines, or a heartbeat is
 * due; the server reads only as fast as the client does. Closing it, from any thread, ends a read.
 */
final class LogStream extends InputStream {
  /** How soon a stream ends after its token was revoked. */
  static final Duration CHECK = Duration.ofSeconds(5);

  static final Duration HEARTBEAT = Duration.ofSeconds(20);

  private final LogTail tail;
  private final boolean follow;
  private final LogForm form;
  private final BooleanSupplier allowed;
  private final LongSupplier nanoTime;

  private byte[] bytes;
  private int position;
  private boolean begun;
  private long checked;
  private long written;
  private volatile boolean closed;

  /**
   * @param nanoTime of which only differences count: a wall clock that is set back would keep a
   *     revoked token's stream open until it is there again
   */
  LogStream(
      LogTail tail, boolean follow, LogForm form, BooleanSupplier allowed, LongSupplier nanoTime) {
    this.tail = tail;
    this.follow = follow;
    this.form = form;
    this.allowed = allowed;
    this.nanoTime = nanoTime;
    this.bytes = LogForm.bytes(form.opening(follow));
    this.checked = nanoTime.getAsLong();
    this.written = checked;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (!begun) {
      begun = true;
      if (bytes.length == 0) {
        return 0; // the server sends the answer's headers with its first piece, be it empty
      }
    }
    while (position == bytes.length) {
      if (!fill()) {
        return -1;
      }
    }
    int count = Math.min(length, bytes.length - position);
    System.arraycopy(bytes, position, target, offset, count);
    position += count;
    return count;
  }

  /** Makes more bytes, perhaps none; false at the end. */
  private boolean fill() throws IOException {
    if (closed || !stillAllowed()) {
      return false;
    }
    List<StoredLine> lines = next();
    if (lines.isEmpty() && (!follow || tail.ended())) {
      return false;
    }
    put(lines);
    return true;
  }

  private List<StoredLine> next() throws IOException {
    try {
      return tail.next(follow ? CHECK : Duration.ZERO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for log lines", e);
    }
  }

  private boolean stillAllowed() {
    long now = nanoTime.getAsLong();
    if (now - checked < CHECK.toNanos()) {
      return true;
    }
    checked = now;
    return allowed.getAsBoolean();
  }

  private void put(List<StoredLine> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(form.line(line)));
    long now = nanoTime.getAsLong();
    if (lines.isEmpty() && now - written >= HEARTBEAT.toNanos()) {
      text.append(form.heartbeat());
    }
    if (!text.isEmpty()) {
      written = now;
    }
    bytes = LogForm.bytes(text.toString());
    position = 0;
  }

  @Override
  public void close() {
    closed = true;
    tail.close();
  }
}
