package paas.runner.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import paas.runner.InstanceId;
import paas.runner.Usage;
import paas.runner.Usages;
import paas.runner.engine.Engine;
import paas.runner.engine.EngineUnavailable;

/**
 * Reads one sample of the engine's statistics (Docker API, ContainerStats with {@code one-shot},
 * from 1.41 on), as {@code docker stats} does the sums.
 */
final class ContainerStats implements Usages {
  private static final int OK = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Engine engine;

  ContainerStats(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Optional<Usage> of(InstanceId id) {
    Request request =
        Request.builder()
            .method(Request.Method.GET)
            .path("/containers/" + id.value() + "/stats?stream=false&one-shot=true")
            .build();
    try (Response response = engine.http().execute(request)) {
      return response.getStatusCode() == OK ? read(response.getBody()) : Optional.empty();
    } catch (IOException e) {
      throw new EngineUnavailable("What " + id.value() + " uses could not be read.", e);
    }
  }

  /** Empty for a container that has ended: it has no memory. */
  static Optional<Usage> read(InputStream answer) throws IOException {
    JsonNode stats = JSON.readTree(answer);
    JsonNode memory = stats.path("memory_stats");
    if (!memory.has("usage")) {
      return Optional.empty();
    }
    long received = 0;
    long sent = 0;
    for (JsonNode network : stats.path("networks")) {
      received += network.path("rx_bytes").asLong();
      sent += network.path("tx_bytes").asLong();
    }
    long cpu = stats.path("cpu_stats").path("cpu_usage").path("total_usage").asLong();
    return Optional.of(new Usage(used(memory), Duration.ofNanos(cpu), received, sent));
  }

  /** Cgroup v1 calls it {@code total_inactive_file}, v2 {@code inactive_file}. */
  private static long used(JsonNode memory) {
    long usage = memory.path("usage").asLong();
    JsonNode details = memory.path("stats");
    JsonNode inactive =
        details.has("total_inactive_file")
            ? details.path("total_inactive_file")
            : details.path("inactive_file");
    return Math.max(0, usage - inactive.asLong());
  }
}
