package paas.builder.dockerfile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import paas.builder.output.LineSplitter;

/**
 * Makes readable lines of BuildKit's progress ({@code StatusResponse} of its control API: vertexes
 * 1, statuses 2, logs 3): a heading per step, its output below. Not thread-safe.
 */
public final class BuildKitTrace {
  private static final int VERTEX = 1;
  private static final int LOG = 3;

  private final Consumer<String> headings;
  private final Consumer<String> output;
  private final Set<String> headed = new HashSet<>();
  private final Map<String, LineSplitter> logs = new HashMap<>();
  private Optional<String> failedStep = Optional.empty();

  /** {@code headings} gets the steps, {@code output} what they print. */
  public BuildKitTrace(Consumer<String> headings, Consumer<String> output) {
    this.headings = headings;
    this.output = output;
  }

  /** Takes one decoded message. */
  public void accept(byte[] message) throws IOException {
    new Protobuf(message)
        .fields((field, number, bytes) -> {
          if (field == VERTEX) {
            vertex(bytes);
          } else if (field == LOG) {
            log(bytes);
          }
        });
  }

  /** The step that failed, if one did. */
  public Optional<String> failedStep() {
    return failedStep;
  }

  /** Hands out lines that had no end. */
  public void finish() {
    logs.values().forEach(LineSplitter::finish);
  }

  private static final class Vertex {
    String digest = "";
    String name = "";
    boolean cached;
    boolean started;
    boolean completed;
    boolean failed;
  }

  private void vertex(byte[] bytes) throws IOException {
    var vertex = new Vertex();
    new Protobuf(bytes)
        .fields((field, number, value) -> {
          switch (field) {
            case 1 -> vertex.digest = Protobuf.text(value);
            case 3 -> vertex.name = Protobuf.text(value);
            case 4 -> vertex.cached = number != 0;
            case 5 -> vertex.started = true;
            case 6 -> vertex.completed = true;
            case 7 -> vertex.failed = value.length > 0;
            default -> {}
          }
        });
    if (vertex.failed) {
      failedStep = Optional.of(plain(vertex.name));
    }
    // A cached step is known as such only once it has completed.
    boolean worthALine = vertex.cached || (vertex.started && !vertex.completed);
    if (worthALine && !internal(vertex.name) && headed.add(vertex.digest)) {
      headings.accept(plain(vertex.name) + (vertex.cached ? " (cached)" : ""));
    }
  }

  private static boolean internal(String name) {
    return name.startsWith("[internal]") || name.equals("copy /context /");
  }

  private static String plain(String name) {
    // A Dockerfile of one stage calls it stage-0.
    return name.replaceAll("\\s+", " ").replaceFirst("^\\[stage-0 ", "[");
  }

  private void log(byte[] bytes) throws IOException {
    var step = new StringBuilder();
    var text = new ByteArrayOutputStream();
    new Protobuf(bytes)
        .fields((field, number, value) -> {
          if (field == 1) {
            step.append(Protobuf.text(value));
          } else if (field == 4) {
            text.write(value);
          }
        });
    String digest = step.toString();
    logs.computeIfAbsent(digest, key -> new LineSplitter(line -> output.accept(line)))
        .accept(text.toByteArray());
  }
}
