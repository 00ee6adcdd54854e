package paas.runner.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import paas.runner.Usage;

class ContainerStatsTest {
  private static Optional<Usage> read(String answer) throws IOException {
    return ContainerStats.read(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void droppableCacheIsNotCountedOnEitherKindOfCgroup() throws IOException {
    for (String name : new String[] {"total_inactive_file", "inactive_file"}) {
      String answer =
          """
          {"memory_stats":{"usage":1000,"stats":{"%s":300}},
           "cpu_stats":{"cpu_usage":{"total_usage":2000000000}},
           "networks":{"eth0":{"rx_bytes":5,"tx_bytes":7},"eth1":{"rx_bytes":1,"tx_bytes":1}}}
          """
              .formatted(name);
      assertEquals(Optional.of(new Usage(700, Duration.ofSeconds(2), 6, 8)), read(answer), name);
    }
  }

  @Test
  void aContainerThatEndedUsesNothing() throws IOException {
    assertEquals(Optional.empty(), read("{\"memory_stats\":{},\"cpu_stats\":{}}"));
  }
}
