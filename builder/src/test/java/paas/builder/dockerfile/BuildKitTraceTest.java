package paas.builder.dockerfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  private static byte[] field(int number, byte[] content) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(number << 3 | 2);
    bytes.write(content.length);
    bytes.writeBytes(content);
    return bytes.toByteArray();
  }

  private static byte[] text(int number, String content) {
    return field(number, content.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] join(byte[]... parts) {
    var bytes = new ByteArrayOutputStream();
    List.of(parts).forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }

  /** A time of so many seconds, which must be below 128. */
  private static byte[] time(int field, int seconds) {
    return field(field, new byte[] {1 << 3, (byte) seconds});
  }

  private void step(String digest, String name, byte[]... times) throws IOException {
    trace.accept(field(1, join(text(1, digest), text(3, name), join(times))));
  }

  private void log(String digest, String line) throws IOException {
    trace.accept(field(3, join(text(1, digest), text(4, line))));
  }

  @Test
  void linesOfAnotherStepThanTheLastHeadingSaySo() throws IOException {
    step("a", "[one 2/3] RUN x", time(5, 10));
    log("a", "first\n");
    step("b", "[two 2/3] RUN y", time(5, 11));
    log("a", "second\n");
    log("b", "third\n");
    assertEquals(List.of("first", "[one 2/3] second", "third"), output);
  }

  @Test
  void longStepsSayHowLongTheyTookOnce() throws IOException {
    step("a", "[1/2] RUN x", time(5, 10));
    step("a", "[1/2] RUN x", time(5, 10), time(6, 13));
    step("a", "[1/2] RUN x", time(5, 10), time(6, 13));
    step("b", "[2/2] RUN y", time(5, 13));
    step("b", "[2/2] RUN y", time(5, 13), time(6, 13));
    assertEquals(List.of("(3.0 s)"), output);
  }
}
