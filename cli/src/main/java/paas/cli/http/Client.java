package paas.cli.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Sends requests to one origin, over one kept connection where the server allows it. A request that
 * may not be repeated never travels on a connection that has been idle, where it could be lost. For
 * one thread.
 */
public final class Client implements AutoCloseable {
  private static final int READ_MILLIS = 120_000;
  private static final int MAX_BODY = 8 * 1024 * 1024;
  private static final long FRESH_NANOS = 2_000_000_000L;

  private record Line(Socket socket, InputStream in, long since) {}

  private final Dialer dialer;
  private final Origin origin;
  private Optional<Line> idle = Optional.empty();

  public Client(Dialer dialer, Origin origin) {
    this.dialer = dialer;
    this.origin = origin;
  }

  public Origin origin() {
    return origin;
  }

  /** The whole response. */
  public Response send(Request request) throws IOException {
    Optional<Line> kept = takeIdle(request);
    if (kept.isPresent()) {
      try {
        return exchange(kept.get(), request);
      } catch (IOException e) {
        close(kept.get());
        if (!request.isSafeToRepeat()) {
          throw e;
        }
      }
    }
    return exchangeOnNew(request);
  }

  private Response exchangeOnNew(Request request) throws IOException {
    Socket socket = dialer.dial(origin, READ_MILLIS);
    Line line =
        new Line(socket, new BufferedInputStream(socket.getInputStream()), System.nanoTime());
    try {
      return exchange(line, request);
    } catch (IOException e) {
      close(line);
      throw e;
    }
  }

  private Response exchange(Line line, Request request) throws IOException {
    line.socket.getOutputStream().write(request.bytes(origin));
    Headers headers = Headers.read(line.in);
    Body body = Body.of(headers, line.in);
    byte[] bytes = body.readNBytes(MAX_BODY + 1);
    if (bytes.length > MAX_BODY) {
      throw new ProtocolException("the response is larger than " + MAX_BODY + " bytes");
    }
    keep(line, body.isComplete() && !headers.says("connection", "close"));
    return new Response(headers, new String(bytes, StandardCharsets.UTF_8));
  }

  private void keep(Line line, boolean reusable) {
    if (reusable) {
      idle = Optional.of(new Line(line.socket, line.in, System.nanoTime()));
    } else {
      close(line);
    }
  }

  private Optional<Line> takeIdle(Request request) {
    Optional<Line> line = idle;
    idle = Optional.empty();
    if (line.isEmpty()) {
      return line;
    }
    boolean fresh = System.nanoTime() - line.get().since < FRESH_NANOS;
    if (fresh || request.isSafeToRepeat()) {
      return line;
    }
    close(line.get());
    return Optional.empty();
  }

  private static void close(Line line) {
    try {
      line.socket.close();
    } catch (IOException e) {
      // A connection that we give up anyway.
    }
  }

  @Override
  public void close() {
    idle.ifPresent(Client::close);
    idle = Optional.empty();
  }
}
