package paas.platform.api.logs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;

/** A build's file, which may not be there yet: the build waits for its turn. */
final class KeptOutput extends InputStream {
  private final Supplier<Optional<InputStream>> file;
  private Optional<InputStream> open = Optional.empty();

  KeptOutput(Supplier<Optional<InputStream>> file) {
    this.file = file;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (open.isEmpty()) {
      open = file.get();
    }
    return open.isPresent() ? open.get().read(target, offset, length) : -1;
  }

  @Override
  public void close() throws IOException {
    if (open.isPresent()) {
      open.get().close();
    }
  }
}
