package paas.runner.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionedHttpClientTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource({
    "1.12,1.41,1.41",
    "1.24,1.43,1.43",
    "1.24,1.51,1.44",
    "1.44,1.52,1.44",
    "1.48,1.60,1.48"
  })
  void theVersionIsOneThatBothSpeak(String oldest, String newest, String agreed) {
    assertEquals(
        ApiVersion.parse(agreed),
        ApiVersion.agree(ApiVersion.parse(oldest), ApiVersion.parse(newest)));
  }

  @Test
  void anEngineThatIsTooOldIsToldToBeUpgraded() {
    var unavailable =
        assertThrows(
            EngineUnavailable.class,
            () -> ApiVersion.agree(ApiVersion.parse("1.12"), ApiVersion.parse("1.39")));
    assertTrue(unavailable.toString().contains("upgrade to Docker Engine 20.10"));
  }

  @Test
  void theVersionIsAskedOnceAndAgainWhenAnUpgradedEngineRefusesIt() throws IOException {
    var offer = new AtomicReference<>("{\"ApiVersion\":\"1.41\",\"MinAPIVersion\":\"1.12\"}");
    var refused = new AtomicReference<>("");
    FakeEngine.Script script =
        (line, in, out, channel) -> {
          if (line.startsWith("GET /version ")) {
            FakeEngine.send(out, FakeEngine.json(200, offer.get()));
          } else if (line.contains(refused.get()) && !refused.get().isEmpty()) {
            FakeEngine.send(
                out, FakeEngine.json(400, "{\"message\":\"client version 1.41 is too old\"}"));
          } else {
            FakeEngine.send(out, FakeEngine.json(200, "{}"));
          }
        };
    Path socket = dir.resolve("engine.sock");
    try (var engine = FakeEngine.listen(socket, script);
        var http =
            new VersionedHttpClient(
                new UnixSocketHttpClient(socket, EngineTimeouts.DEFAULT), new ObjectMapper())) {
      assertEquals(200, http.send(get("/info")).getStatusCode());
      assertEquals(200, http.send(get("/v1.30/info")).getStatusCode());
      offer.set("{\"ApiVersion\":\"1.52\",\"MinAPIVersion\":\"1.44\"}");
      refused.set("/v1.41/");
      assertEquals(200, http.send(get("/info")).getStatusCode());
      assertEquals(
          List.of(
              "/version", "/v1.41/info", "/v1.30/info", "/v1.41/info", "/version", "/v1.44/info"),
          engine.requests.stream().map(line -> line.split(" ", -1)[1]).toList());
    }
  }

  @Test
  void whatIsNoEngineIsUnavailable() throws IOException {
    Path socket = dir.resolve("engine.sock");
    try (var engine =
            FakeEngine.listen(
                socket,
                (line, in, out, channel) -> FakeEngine.send(out, FakeEngine.json(200, "hello")));
        var http =
            new VersionedHttpClient(
                new UnixSocketHttpClient(socket, EngineTimeouts.DEFAULT), new ObjectMapper())) {
      assertThrows(EngineUnavailable.class, () -> http.send(get("/info")));
      assertEquals(1, engine.requests.size());
    }
  }

  private static Request get(String path) {
    return Request.builder().method(Request.Method.GET).path(path).build();
  }
}
