package paas.runner.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * HTTP/1.1 over the engine's Unix socket for docker-java. A connection per exchange: on a Unix
 * socket it costs next to nothing, and a restarted engine never meets us with a stale one.
 *
 * <p>Thread-safe. Failures to reach the engine are {@link EngineUnavailable}. Reads of a streamed
 * body throw {@link IOException} once the response is closed; other answers are read whole.
 */
final class UnixSocketHttpClient implements DockerHttpClient {
  /** Bound of an answer that is read into memory. */
  static final int MAX_ANSWER = 64 * 1024 * 1024;

  private final EngineTimeouts timeouts;
  private final Trouble trouble;
  private final Dialer dialer;

  UnixSocketHttpClient(Path socket, EngineTimeouts timeouts) {
    this.timeouts = timeouts;
    this.trouble = new Trouble(socket);
    this.dialer = new Dialer(trouble, timeouts.connect());
  }

  @Override
  public SocketResponse execute(Request request) {
    return execute(request, _ -> {});
  }

  /** {@code begun} is given what ends it, from any thread, before anything is sent. */
  SocketResponse execute(Request request, Consumer<Runnable> begun) {
    Connection connection = dialer.dial();
    Duration limit = Patience.limit(request, timeouts);
    boolean done = false;
    try (Stopwatch watch = dialer.limit(connection, limit)) {
      begun.accept(connection::close);
      SocketResponse response = exchange(request, connection, watch, limit);
      done = true;
      return response;
    } finally {
      if (!done) {
        connection.close();
      }
    }
  }

  /** Reads a streamed body to its end and closes it; empty when the limit came first. */
  Optional<byte[]> wholeWithin(SocketResponse response, Duration limit) {
    try (response;
        Stopwatch watch = dialer.limit(response.connection(), limit)) {
      try {
        return Optional.of(whole(response.body()));
      } catch (IOException e) {
        if (watch.fired()) {
          return Optional.empty();
        }
        throw trouble.cut(e);
      }
    }
  }

  /** Ends every exchange; later ones fail. */
  @Override
  public void close() {
    dialer.close();
  }

  private SocketResponse exchange(
      Request request, Connection connection, Stopwatch watch, Duration limit) {
    try {
      return converse(request, connection);
    } catch (IOException e) {
      throw watch.fired() ? trouble.slow(request, limit, e) : trouble.broken(request, e);
    }
  }

  private static SocketResponse converse(Request request, Connection connection)
      throws IOException {
    Optional<IOException> unsent = send(request, connection);
    ResponseHead head = head(connection, unsent);
    InputStream body = Body.of(head, connection.in());
    if (Patience.of(request) == Patience.STREAM && head.status() < 300) {
      pumpStdin(request, connection);
      return new SocketResponse(head, body, connection);
    }
    byte[] answer = whole(body);
    connection.close();
    return new SocketResponse(head, new ByteArrayInputStream(answer), connection);
  }

  /** An engine may answer, with an error, before it took the whole body: that answer counts. */
  private static Optional<IOException> send(Request request, Connection connection) {
    try {
      new RequestWriter(connection.out()).write(request);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private static ResponseHead head(Connection connection, Optional<IOException> unsent)
      throws IOException {
    try {
      return ResponseHead.read(connection.in());
    } catch (IOException e) {
      throw unsent.orElse(e);
    }
  }

  private static byte[] whole(InputStream body) throws IOException {
    byte[] answer = body.readNBytes(MAX_ANSWER);
    if (answer.length == MAX_ANSWER && body.read() >= 0) {
      throw new ProtocolException("An answer of the engine is over " + MAX_ANSWER + " bytes");
    }
    return answer;
  }

  private static void pumpStdin(Request request, Connection connection) {
    InputStream stdin = request.hijackedInput();
    if (stdin != null) {
      Thread.ofVirtual().name("engine-stdin").start(() -> pump(stdin, connection));
    }
  }

  private static void pump(InputStream stdin, Connection connection) {
    try (stdin) {
      OutputStream out = connection.out();
      byte[] buffer = new byte[32 * 1024];
      for (int count = stdin.read(buffer); count >= 0; count = stdin.read(buffer)) {
        out.write(buffer, 0, count);
        out.flush();
      }
      connection.endOutput();
    } catch (IOException e) {
      // The container is gone, or the caller closed the stream: the reader of the output learns it.
    }
  }
}
