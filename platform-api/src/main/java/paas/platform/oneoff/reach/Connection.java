package paas.platform.oneoff.reach;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.runner.AttachedProcess;
import paas.runner.OutputSink;
import paas.runner.engine.StdStream;

/**
 * A TCP connection in the form of a process: what is sent is its input, what is received its
 * output. It ends when the other side has sent all, with 0, or breaks off, with 1.
 */
final class Connection implements AttachedProcess {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final int PIECE = 32 * 1024;
  private static final int BROKEN = 1;

  private final Socket socket;

  Connection(Socket socket) {
    this.socket = socket;
  }

  @Override
  public OutputStream stdin() {
    try {
      return socket.getOutputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void closeStdin() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void resize(int columns, int rows) {}

  @Override
  public void signal(String name) {}

  @Override
  public int await(OutputSink sink) {
    byte[] piece = new byte[PIECE];
    try {
      InputStream in = socket.getInputStream();
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        sink.accept(StdStream.STDOUT, Arrays.copyOf(piece, count));
      }
      return 0;
    } catch (IOException e) {
      LOG.debug("A forwarded connection broke off", e);
      return BROKEN;
    } finally {
      close();
    }
  }

  @Override
  public void hangup() {
    close();
  }

  @Override
  public void kill() {
    close();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("A forwarded connection does not close", e);
    }
  }
}
