package paas.cli.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A response that is still arriving; closing it ends the connection. Read it from one thread. */
public final class Exchange implements AutoCloseable {
  private final Socket socket;
  private final Headers headers;
  private final InputStream body;

  private Exchange(Socket socket, Headers headers, InputStream body) {
    this.socket = socket;
    this.headers = headers;
    this.body = body;
  }

  /** Sends the request on a connection of its own; a read waits at most that long (0: for ever). */
  public static Exchange open(Dialer dialer, Origin origin, Request request, int readMillis)
      throws IOException {
    Socket socket = dialer.dial(origin, readMillis);
    try {
      socket.getOutputStream().write(request.bytes(origin));
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Headers headers = Headers.read(in);
      return new Exchange(socket, headers, Body.of(headers, in));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  public Headers headers() {
    return headers;
  }

  public InputStream body() {
    return body;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
