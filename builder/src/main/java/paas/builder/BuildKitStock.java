package paas.builder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import paas.runner.engine.Engine;

/**
 * What the engine's BuildKit keeps from one Dockerfile build to the next. It tells nobody whose
 * build an entry is from, so this is about all of the host's. Thread-safe, blocking.
 */
public final class BuildKitStock {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** More than an answer with every entry of a large cache takes. */
  private static final int MAX_ANSWER = 64 << 20;

  private final Engine engine;

  public BuildKitStock(Engine engine) {
    this.engine = engine;
  }

  /** How many entries went, and how many bytes they took. */
  public record Pruned(int entries, long bytes) {
    Pruned and(Pruned other) {
      return new Pruned(entries + other.entries, bytes + other.bytes);
    }
  }

  /**
   * Removes what was not used for so long, and then what was used longest ago until {@code
   * maxBytes} are left. The engine keeps by itself what a build is using and what images share.
   */
  public Pruned prune(Duration unused, long maxBytes) {
    return pruned(Map.of("until", List.of(unused.toSeconds() + "s")), "")
        // The name since API 1.48, and the one before: an engine passes over what it does not know.
        .and(pruned(Map.of(), "&reserved-space=%d&keep-storage=%d".formatted(maxBytes, maxBytes)));
  }

  Pruned pruned(Map<String, List<String>> filters, String bounds) {
    Request request =
        Request.builder()
            .method(Request.Method.POST)
            .path("/build/prune?filters=" + encode(filters) + bounds)
            .build();
    try (Response response = engine.http().execute(request)) {
      byte[] body = response.getBody().readNBytes(MAX_ANSWER);
      if (response.getStatusCode() / 100 != 2) {
        throw new IOException("the engine answered " + new String(body, StandardCharsets.UTF_8));
      }
      JsonNode answer = JSON.readTree(body);
      return new Pruned(
          answer.path("CachesDeleted").size(), answer.path("SpaceReclaimed").asLong());
    } catch (IOException e) {
      throw new UncheckedIOException("BuildKit's cache cannot be pruned", e);
    }
  }

  private static String encode(Map<String, List<String>> filters) {
    try {
      return URLEncoder.encode(JSON.writeValueAsString(filters), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
