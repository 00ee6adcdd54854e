package paas.cli.http;

import java.io.BufferedInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Sends a body of unknown length, in chunks (RFC 9112 section 7.1), on a connection of its own. */
public final class Upload {
  private static final int ANSWER_MILLIS = 10 * 60 * 1000;
  private static final int MAX_ANSWER = 64 * 1024;

  private Upload() {}

  /** Writes the body, piece by piece. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** The whole response; a server that answers before the end is heard. */
  public static Response put(Dialer dialer, Origin origin, String path, Content content)
      throws IOException {
    try (Socket socket = dialer.dial(origin, ANSWER_MILLIS)) {
      Request request =
          new Request(
              "PUT", path, java.util.Map.of("Transfer-Encoding", "chunked"), Optional.empty());
      socket.getOutputStream().write(request.head(origin));
      IOException broken = null;
      try {
        Chunks chunks = new Chunks(socket.getOutputStream());
        content.writeTo(chunks);
        chunks.end();
      } catch (SendingFailed e) {
        broken = e;
      }
      return answer(socket, Optional.ofNullable(broken));
    }
  }

  private static Response answer(Socket socket, Optional<IOException> broken) throws IOException {
    try {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Headers headers = Headers.read(in);
      byte[] body = Body.of(headers, in).readNBytes(MAX_ANSWER);
      return new Response(headers, new String(body, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw broken.isPresent() ? broken.get() : e;
    }
  }

  /** The connection broke, not the source of what is sent. */
  private static final class SendingFailed extends IOException {
    SendingFailed(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private static final class Chunks extends FilterOutputStream {
    Chunks(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length > 0) {
        send((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        try {
          out.write(bytes, offset, length);
        } catch (IOException e) {
          throw new SendingFailed(e);
        }
        send("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    }

    private void send(byte[] bytes) throws IOException {
      try {
        out.write(bytes);
      } catch (IOException e) {
        throw new SendingFailed(e);
      }
    }

    void end() throws IOException {
      send("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }

    /** The connection is not this stream's to close. */
    @Override
    public void close() {}
  }
}
