package paas.platform.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One release's kept output, as it is written: lines, up to a bound. Used by one thread. */
final class PhaseFile implements AutoCloseable {
  static final long MAX_BYTES = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(PhaseFile.class);

  private final OutputStream out;
  private long size;
  private boolean open = true;

  PhaseFile(OutputStream out, long size) {
    this.out = out;
    this.size = size;
  }

  /** Reaches the disk at once. */
  void line(String text) {
    if (!open) {
      return;
    }
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    if (size + bytes.length > MAX_BYTES) {
      open = false;
      write("… over 1 MB: the rest is in the app's log only\n".getBytes(StandardCharsets.UTF_8));
    } else {
      write(bytes);
    }
  }

  private void write(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
      size += bytes.length;
    } catch (IOException e) {
      open = false;
      LOG.warn("The rest of what a release prints is not kept", e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      LOG.warn("What a release printed may not be kept to its end", e);
    }
  }
}
