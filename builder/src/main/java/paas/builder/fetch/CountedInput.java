package paas.builder.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells how many bytes are read from a stream, as they are read. */
final class CountedInput extends FilterInputStream {
  private final Meter meter;

  /** Takes a number of bytes; an exception ends the reading. */
  @FunctionalInterface
  interface Meter {
    void count(int bytes) throws IOException;
  }

  CountedInput(InputStream in, Meter meter) {
    super(in);
    this.meter = meter;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    meter.count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    meter.count(Math.max(count, 0));
    return count;
  }
}
