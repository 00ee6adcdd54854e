package paas.builder.dockerfile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import paas.builder.output.LineSplitter;

/**
 * Makes readable lines of BuildKit's progress ({@code StatusResponse} of its control API: vertexes
 * 1, statuses 2, logs 3): a heading per step, its output below, and how long it took. What belongs
 * to another step than the last heading's says so. Not thread-safe.
 */
public final class BuildKitTrace {
  /** A step that took less says nothing of it. */
  static final Duration WORTH_SAYING = Duration.ofMillis(500);

  private static final int VERTEX = 1;
  private static final int LOG = 3;

  private final Consumer<String> headings;
  private final Consumer<String> output;
  private final Map<String, Step> steps = new HashMap<>();
  private String current = "";
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
            vertex(Vertex.read(bytes));
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
    steps.values().forEach(step -> step.lines.finish());
  }

  /** What is known of one step. */
  private final class Step {
    private final LineSplitter lines;
    private String name = "";
    private boolean headed;
    private boolean timed;

    Step(String digest) {
      this.lines = new LineSplitter(line -> show(digest, line));
    }
  }

  private void vertex(Vertex vertex) {
    Step step = step(vertex.digest());
    step.name = plain(vertex.name());
    if (vertex.failed()) {
      failedStep = Optional.of(step.name);
    }
    if (internal(vertex.name())) {
      return;
    }
    // A cached step is known as such only once it has completed.
    boolean running = vertex.started().isPresent() && vertex.completed().isEmpty();
    if ((vertex.cached() || running) && !step.headed) {
      step.headed = true;
      current = vertex.digest();
      headings.accept(step.name + (vertex.cached() ? " (cached)" : ""));
    }
    if (step.headed && !step.timed && !vertex.cached() && !vertex.failed()) {
      vertex
          .took()
          .filter(took -> took.compareTo(WORTH_SAYING) >= 0)
          .ifPresent(took -> {
            step.timed = true;
            step.lines.finish();
            show(vertex.digest(), String.format(Locale.ROOT, "(%.1f s)", took.toMillis() / 1000.0));
          });
    }
  }

  private Step step(String digest) {
    return steps.computeIfAbsent(digest, Step::new);
  }

  private void show(String digest, String line) {
    output.accept(digest.equals(current) ? line : label(step(digest).name) + line);
  }

  /** The bracketed beginning of a step's name, {@code [build 2/3]}. */
  private static String label(String name) {
    int end = name.startsWith("[") ? name.indexOf(']') + 1 : 0;
    return end > 0 ? name.substring(0, end) + " " : "";
  }

  private static boolean internal(String name) {
    return name.startsWith("[internal]") || name.equals("copy /context /");
  }

  private static String plain(String name) {
    // A Dockerfile of one stage calls it stage-0.
    return name.replaceAll("\\s+", " ").replaceFirst("^\\[stage-0 ", "[");
  }

  private void log(byte[] bytes) throws IOException {
    var digest = new StringBuilder();
    var text = new ByteArrayOutputStream();
    new Protobuf(bytes)
        .fields((field, number, value) -> {
          if (field == 1) {
            digest.append(Protobuf.text(value));
          } else if (field == 4) {
            text.write(value);
          }
        });
    step(digest.toString()).lines.accept(text.toByteArray());
  }

  /** One state of a step, as BuildKit reports it. */
  private record Vertex(
      String digest,
      String name,
      boolean cached,
      boolean failed,
      Optional<Instant> started,
      Optional<Instant> completed) {

    Optional<Duration> took() {
      return started.flatMap(from -> completed.map(to -> Duration.between(from, to)));
    }

    static Vertex read(byte[] bytes) throws IOException {
      var read = new Fields();
      new Protobuf(bytes).fields(read::take);
      return new Vertex(
          read.digest, read.name, read.cached, read.failed, read.started, read.completed);
    }

    private static final class Fields {
      private static final long MAX_SECONDS = 1L << 40;

      private String digest = "";
      private String name = "";
      private boolean cached;
      private boolean failed;
      private Optional<Instant> started = Optional.empty();
      private Optional<Instant> completed = Optional.empty();

      void take(int field, long number, byte[] value) throws IOException {
        switch (field) {
          case 1 -> digest = Protobuf.text(value);
          case 3 -> name = Protobuf.text(value);
          case 4 -> cached = number != 0;
          case 5 -> started = Optional.of(time(value));
          case 6 -> completed = Optional.of(time(value));
          case 7 -> failed = value.length > 0;
          default -> {}
        }
      }

      /** {@code google.protobuf.Timestamp}: seconds 1, nanoseconds 2. */
      private static Instant time(byte[] bytes) throws IOException {
        long[] parts = new long[3];
        new Protobuf(bytes)
            .fields((field, number, value) -> {
              if (field == 1 || field == 2) {
                parts[field] = number;
              }
            });
        if (Math.abs(parts[1]) > MAX_SECONDS || Math.abs(parts[2]) > MAX_SECONDS) {
          throw new IOException("A protobuf time is out of range");
        }
        return Instant.ofEpochSecond(parts[1], parts[2]);
      }
    }
  }
}
