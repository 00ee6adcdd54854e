package paas.cli.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A response that is still arriving; closing it ends the connection. Read it from one thread. */
public final class Exchange implements AutoCloseable {
  private final Socket socket;
  private final Headers headers;
  private final InputStream raw;
  private final InputStream body;

  private Exchange(Socket socket, Headers headers, InputStream raw) throws IOException {
    this.socket = socket;
    this.headers = headers;
    this.raw = raw;
    this.body = Body.of(headers, raw);
  }

  /** Sends the request on a connection of its own; a read waits at most that long (0: for ever). */
  public static Exchange open(Dialer dialer, Origin origin, Request request, int readMillis)
      throws IOException {
    Socket socket = dialer.dial(origin, readMillis);
    try {
      socket.getOutputStream().write(request.bytes(origin));
      return answerOn(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** The response to the request that is being sent on this connection. */
  public static Exchange answerOn(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    return new Exchange(socket, Headers.read(in), in);
  }

  public Headers headers() {
    return headers;
  }

  public InputStream body() {
    return body;
  }

  /** The body as it travels, with the marks of its chunks. Read this or {@link #body}. */
  public InputStream raw() {
    return raw;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
