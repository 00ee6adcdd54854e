package paas.runner.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The Docker engine behind a Unix socket. Constructing it does no I/O: the engine may come up
 * later, go away and return. Thread-safe; {@link #close} ends every stream in flight.
 */
public final class Engine implements AutoCloseable {
  private final VersionedHttpClient http;
  private final DockerClient client;

  public Engine(Path socket) {
    this(socket, EngineTimeouts.DEFAULT);
  }

  public Engine(Path socket, EngineTimeouts timeouts) {
    var config = new PlainConfig(socket);
    this.http =
        new VersionedHttpClient(
            new UnixSocketHttpClient(socket, timeouts), config.getObjectMapper());
    this.client = DockerClientImpl.getInstance(config, http);
  }

  /** docker-java's API. Its asynchronous commands take a platform thread each. */
  public DockerClient client() {
    return client;
  }

  /** For requests that docker-java has no words for; paths without a version get the agreed one. */
  public DockerHttpClient http() {
    return http;
  }

  /**
   * Sends an attach or exec start ({@code POST} path with query, optional JSON body in the request)
   * and hands over its connection. A refusal is docker-java's exception for its status.
   */
  public Hijacked hijack(Request request) {
    SocketResponse response = http.send(request);
    Refusal.check(response);
    return new Hijacked(response);
  }

  /** Sends a request whose answer is a stream; a refusal is docker-java's exception for it. */
  public DockerHttpClient.Response stream(Request request) {
    SocketResponse response = http.send(request);
    Refusal.check(response);
    return response;
  }

  /**
   * The same for one that is long in being taken: before it is sent {@code begun} is given what
   * ends it, from any thread, whatever the engine does.
   */
  public DockerHttpClient.Response stream(Request request, Consumer<Runnable> begun) {
    SocketResponse response = http.send(request, begun);
    Refusal.check(response);
    return response;
  }

  /**
   * Sends a request whose answer may be long in coming, such as a wait, and reads it whole.
   *
   * @return empty when it did not come within the limit
   */
  public Optional<byte[]> answerWithin(Request request, Duration limit) {
    SocketResponse response = http.send(request);
    Refusal.check(response);
    return http.wholeWithin(response, limit);
  }

  /** Asks the engine who it is. Throws {@link EngineUnavailable} where it does not answer. */
  public EngineInfo info() {
    ApiVersion api = http.version();
    Version version = client.versionCmd().exec();
    Info info = client.infoCmd().exec();
    return new EngineInfo(
        Objects.requireNonNullElse(version.getVersion(), "unknown"),
        api,
        Objects.requireNonNullElse(info.getArchitecture(), "unknown"),
        Objects.requireNonNullElse(info.getDriver(), "unknown"),
        Objects.requireNonNullElse(info.getNCPU(), 1),
        Objects.requireNonNullElse(info.getMemTotal(), 0L));
  }

  @Override
  public void close() {
    http.close();
  }
}
