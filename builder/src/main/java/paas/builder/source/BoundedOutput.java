package paas.builder.source;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Lets through so many bytes and no more. */
final class BoundedOutput extends FilterOutputStream {
  private final long bound;
  private long written;

  BoundedOutput(OutputStream out, long bound) {
    super(out);
    this.bound = bound;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    written += length;
    if (written > bound) {
      throw new SourceTooLarge("more than " + (bound >> 20) + " MB");
    }
    out.write(bytes, offset, length);
  }
}
