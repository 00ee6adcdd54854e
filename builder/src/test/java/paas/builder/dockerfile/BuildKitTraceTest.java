package paas.builder.dockerfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BuildKitTraceTest {
  private final List<String> steps = new ArrayList<>();
  private final List<String> output = new ArrayList<>();
  private final BuildKitTrace trace = new BuildKitTrace(steps::add, output::add);

  /** Recorded from Docker Engine 20.10.24. */
  private static List<byte[]> recorded() throws IOException {
    List<byte[]> messages = new ArrayList<>();
    try (var in =
            Objects.requireNonNull(BuildKitTraceTest.class.getResourceAsStream("trace.json"));
        var nodes = new ObjectMapper().readerFor(JsonNode.class).<JsonNode>readValues(in)) {
      while (nodes.hasNextValue()) {
        JsonNode node = nodes.nextValue();
        if (node.path("id").asText().equals("moby.buildkit.trace")) {
          messages.add(Base64.getDecoder().decode(node.path("aux").asText()));
        }
      }
    }
    return messages;
  }

  @Test
  void stepsAndTheirOutputAreReadable() throws IOException {
    for (byte[] message : recorded()) {
      trace.accept(message);
    }
    trace.finish();
    assertEquals("[2/3] COPY . /app", steps.get(1));
    assertTrue(steps.getLast().startsWith("[3/3] RUN --mount=type=cache"), steps.toString());
    assertTrue(output.contains("/app/sub:"), output.toString());
    assertTrue(output.contains("err"), output.toString());
    assertTrue(trace.failedStep().orElseThrow().startsWith("[3/3] RUN"));
  }

  @Test
  void everyStepIsSaidOnce() throws IOException {
    for (byte[] message : recorded()) {
      trace.accept(message);
      trace.accept(message);
    }
    assertEquals(steps.stream().distinct().toList(), steps);
  }

  @Test
  void damagedMessagesAreRefusedAndNothingElse() throws IOException {
    var random = new Random(11);
    List<byte[]> messages = recorded();
    for (int round = 0; round < 5_000; round++) {
      byte[] damaged = messages.get(random.nextInt(messages.size())).clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      try {
        trace.accept(damaged);
      } catch (IOException refused) {
        assertTrue(Objects.requireNonNull(refused.getMessage()).contains("protobuf"));
      }
    }
  }
}
