package paas.runner.engine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/**
 * One connection to the engine, used for one exchange. One thread may read while another writes;
 * {@link #close} from any thread ends both.
 */
final class Connection implements AutoCloseable {
  private static final int BUFFER = 32 * 1024;

  private final SocketChannel channel;
  private final Consumer<Connection> whenClosed;
  private final InputStream in;
  private final OutputStream out;

  Connection(SocketChannel channel, Consumer<Connection> whenClosed) {
    this.channel = channel;
    this.whenClosed = whenClosed;
    this.in = new BufferedInputStream(Channels.newInputStream(channel), BUFFER);
    this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
  }

  InputStream in() {
    return in;
  }

  OutputStream out() {
    return out;
  }

  /** Tells the engine that no more bytes come: the end of a hijacked stdin. */
  void endOutput() throws IOException {
    out.flush();
    channel.shutdownOutput();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException closing) {
      // Nothing is left to be done with a socket that does not close.
    } finally {
      whenClosed.accept(this);
    }
  }
}
