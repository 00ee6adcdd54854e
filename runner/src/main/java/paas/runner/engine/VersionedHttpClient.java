package paas.runner.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Puts the API version that both sides speak in front of every path that names none. It is agreed
 * on first use and again when an upgraded engine refuses it.
 */
final class VersionedHttpClient implements DockerHttpClient {
  private static final Pattern VERSIONED = Pattern.compile("/v\\d+\\.\\d+/.*");

  private final UnixSocketHttpClient http;
  private final ObjectMapper json;
  private final AtomicReference<Optional<ApiVersion>> agreed =
      new AtomicReference<>(Optional.empty());

  VersionedHttpClient(UnixSocketHttpClient http, ObjectMapper json) {
    this.http = http;
    this.json = json;
  }

  @Override
  public Response execute(Request request) {
    return send(request);
  }

  SocketResponse send(Request request) {
    return send(request, _ -> {});
  }

  /** {@code begun} is given what ends it, before it is sent. */
  SocketResponse send(Request request, Consumer<Runnable> begun) {
    if (VERSIONED.matcher(request.path()).matches()) {
      return http.execute(request, begun);
    }
    SocketResponse response = http.execute(versioned(request), begun);
    if (!refusesVersion(response)) {
      return response;
    }
    agreed.set(Optional.empty());
    boolean repeatable = request.body() == null;
    return repeatable ? http.execute(versioned(request), begun) : response;
  }

  Optional<byte[]> wholeWithin(SocketResponse response, Duration limit) {
    return http.wholeWithin(response, limit);
  }

  ApiVersion version() {
    return agreed.get().orElseGet(this::agree);
  }

  @Override
  public void close() {
    http.close();
  }

  private ApiVersion agree() {
    var request = Request.builder().method(Request.Method.GET).path("/version").build();
    try (SocketResponse response = http.execute(request)) {
      JsonNode offer = json.readTree(response.getBody());
      ApiVersion version =
          ApiVersion.agree(
              ApiVersion.parse(offer.path("MinAPIVersion").asText("1.12")),
              ApiVersion.parse(offer.path("ApiVersion").asText()));
      agreed.set(Optional.of(version));
      return version;
    } catch (IOException | IllegalArgumentException e) {
      throw new EngineUnavailable(
          "What listens on the Docker socket does not answer as a Docker engine; "
              + "check PAAS_DOCKER_SOCKET.",
          e);
    }
  }

  private Request versioned(Request request) {
    return Request.builder().from(request).path("/v" + version() + request.path()).build();
  }

  /** Moby words it "client version 1.41 is too old" (or new), with status 400. */
  private static boolean refusesVersion(SocketResponse response) {
    return response.getStatusCode() == 400
        && response.text(StandardCharsets.UTF_8).contains("client version");
  }
}
