package paas.platform.api.logs;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A build's output as the bytes of an answer: what is kept, then what comes, until it has ended.
 */
final class BuildOutputStream extends InputStream {
  private static final Duration LOOK = Duration.ofMillis(250);

  private final InputStream kept;
  private final BooleanSupplier goesOn;
  private volatile boolean closed;

  /** {@code goesOn} says whether the build runs and the reader may go on. */
  BuildOutputStream(InputStream kept, BooleanSupplier goesOn) {
    this.kept = kept;
    this.goesOn = goesOn;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** Asks whether it goes on before it reads, so that the last lines are never missed. */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (!closed) {
      boolean more = goesOn.getAsBoolean();
      int count = kept.read(target, offset, length);
      if (count > 0 || !more) {
        return count;
      }
      pause();
    }
    return -1;
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for build output", e);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    kept.close();
  }
}
