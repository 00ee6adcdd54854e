package paas.platform.api.logs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;

/** A file that may not be there yet: until it is, reading finds its end. */
final class LateFile extends InputStream {
  private final Supplier<Optional<InputStream>> opening;
  private Optional<InputStream> file = Optional.empty();

  LateFile(Supplier<Optional<InputStream>> opening) {
    this.opening = opening;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (file.isEmpty()) {
      file = opening.get();
    }
    return file.isPresent() ? file.get().read(target, offset, length) : -1;
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      file.get().close();
    }
  }
}
