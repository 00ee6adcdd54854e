package paas.cli.forward;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Optional;
import paas.cli.oneoff.Ending;
import paas.cli.websocket.WebSocket;

/** One connection: what comes in here goes out there, and the other way, until either ends it. */
final class Carrying {
  private static final int PIECE = 32 * 1024;
  private static final byte STDIN = 0;

  private final Socket socket;
  private final WebSocket webSocket;

  Carrying(Socket socket, WebSocket webSocket) {
    this.socket = socket;
    this.webSocket = webSocket;
  }

  /** Returns when it has ended; a refusal of the platform's is a Failure. */
  void run() throws IOException {
    Thread sender = new Thread(this::send, "paas-forward-send");
    sender.setDaemon(true);
    sender.start();
    try {
      webSocket.receive(new Incoming(socket.getOutputStream()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Its end is told; a break on either side ends the receiving too. */
  private void send() {
    try {
      InputStream in = socket.getInputStream();
      byte[] piece = new byte[PIECE];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        webSocket.send(STDIN, piece, count);
      }
      webSocket.send("{\"type\":\"eof\"}");
    } catch (IOException e) {
      closeAfter(e);
    }
  }

  private void closeAfter(IOException cause) {
    try {
      webSocket.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** What the instance sends. */
  private static final class Incoming implements WebSocket.Listener {
    private final OutputStream out;
    private Optional<Integer> exitCode = Optional.empty();

    Incoming(OutputStream out) {
      this.out = out;
    }

    @Override
    public void binary(byte[] bytes, int offset, int length, boolean first) {
      int skip = first ? 1 : 0;
      try {
        out.write(bytes, offset + skip, length - skip);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean text(String message) {
      exitCode = Ending.exitCode(message);
      return exitCode.isEmpty();
    }
  }
}
