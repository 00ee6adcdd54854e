package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cache is the whole host's, so that only entries of the test's own are taken out. */
@Tag("contract")
class BuildKitStockContractTest {
  private static final Duration LONG = Duration.ofDays(3650);

  private final String mark = UUID.randomUUID().toString();
  private TestPlatform platform;
  private BuildKitStock stock;

  @BeforeEach
  void start() throws IOException {
    platform = new TestPlatform();
    stock = new BuildKitStock(platform.engine);
  }

  @AfterEach
  void stop() throws IOException {
    platform.close();
  }

  /** The entry of the one RUN of a build whose image is gone. */
  private String entry() throws IOException {
    Tree tree =
        Tree.empty()
            .file(
                "Dockerfile",
                "FROM paas/stack:debian13\nRUN echo %s > /tmp/mark\nCMD [\"x\"]\n".formatted(mark));
    var built = platform.built(platform.build(TestPlatform.app(), tree));
    assertTrue(platform.builder.removeImage(built.image()));
    return find().orElseThrow();
  }

  private Optional<String> find() throws IOException {
    Request request = Request.builder().method(Request.Method.GET).path("/system/df").build();
    try (var response = platform.engine.http().execute(request)) {
      JsonNode entries = new ObjectMapper().readTree(response.getBody()).path("BuildCache");
      return StreamSupport.stream(entries.spliterator(), false)
          .filter(entry -> entry.path("Description").asText().contains(mark))
          .map(entry -> entry.path("ID").asText())
          .findFirst();
    }
  }

  @Test
  void entryGoesOnceItIsOldEnoughWithTheBytesItTook() throws IOException {
    List<String> id = List.of(entry());
    var young = stock.pruned(Map.of("id", id, "until", List.of("3600s")), "");
    assertEquals(new BuildKitStock.Pruned(0, 0), young);
    assertTrue(find().isPresent(), "used a moment ago");

    var old = stock.pruned(Map.of("id", id, "until", List.of("0s")), "");
    assertEquals(1, old.entries());
    assertTrue(old.bytes() >= mark.length(), "" + old);
    assertTrue(find().isEmpty());
  }

  @Test
  void entryStaysWhileTheCacheIsSmallerThanItsBound() throws IOException {
    List<String> id = List.of(entry());
    var bounds = "&reserved-space=%d&keep-storage=%d";
    stock.pruned(Map.of("id", id), bounds.formatted(1L << 50, 1L << 50));
    assertTrue(find().isPresent());

    assertEquals(1, stock.pruned(Map.of("id", id), bounds.formatted(1, 1)).entries());
  }

  @Test
  void whatIsWithinBothBoundsStays() throws IOException {
    entry();
    assertEquals(new BuildKitStock.Pruned(0, 0), stock.prune(LONG, 1L << 50));
    assertTrue(find().isPresent());
  }
}
