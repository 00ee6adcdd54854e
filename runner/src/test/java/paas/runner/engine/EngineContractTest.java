package paas.runner.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class EngineContractTest {
  private final Engine engine = new Engine(Path.of("/var/run/docker.sock"));

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void theEngineSaysWhoItIs() {
    EngineInfo info = engine.info();
    assertTrue(info.api().compareTo(ApiVersion.OLDEST) >= 0, info::toString);
    assertTrue(info.memoryBytes() > 0, info::toString);
  }

  @Test
  void aMissingContainerIsNotFound() {
    assertThrows(
        NotFoundException.class,
        () -> engine.client().inspectContainerCmd("no-such-container").exec());
  }

  @Test
  void rawRequestsGetTheAgreedVersion() throws IOException {
    var request = Request.builder().method(Request.Method.GET).path("/images/json").build();
    try (var response = engine.http().execute(request)) {
      assertEquals(200, response.getStatusCode());
      assertTrue(
          new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8).startsWith("["));
    }
  }

  @Test
  void closingEndsAStreamThatAnotherThreadReads() throws Exception {
    var request = Request.builder().method(Request.Method.GET).path("/events").build();
    var response = engine.http().execute(request);
    Thread reader = Thread.ofVirtual().start(() -> drain(response.getBody()));
    response.close();
    assertTrue(reader.join(Duration.ofSeconds(30)), "the reader still blocks");
  }

  private static void drain(InputStream in) {
    try {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException closed) {
      // This is how a closed stream ends.
    }
  }
}
