package paas.runner.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A connection that an attach or exec took over: stdin one way, output the other. One thread may
 * write while another reads; {@link #close} from any thread ends both.
 */
public final class Hijacked implements AutoCloseable {
  private final SocketResponse response;

  Hijacked(SocketResponse response) {
    this.response = response;
  }

  /** What the container writes: frames (see {@link FrameReader}), or raw bytes with a TTY. */
  public InputStream output() {
    return response.body();
  }

  /** Towards the container's stdin; buffered, so flush it. */
  public OutputStream stdin() {
    return response.connection().out();
  }

  /** Half-close: the container reads end of file once it has read what was sent. */
  public void endStdin() throws IOException {
    response.connection().endOutput();
  }

  @Override
  public void close() {
    response.close();
  }
}
