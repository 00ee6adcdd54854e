package paas.runner.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes and rotates a container's log as the engine's json-file driver does. */
final class EngineLog {
  static final String TIME = "2026-11-20T17:16:05.109123456Z";
  private static final int PIECE = 16 * 1024; // moby, daemon/logger/copier.go

  private final Path path;
  private final int maxFiles;

  EngineLog(Path dir, int maxFiles) {
    this.path = dir.resolve("0123-json.log");
    this.maxFiles = maxFiles;
  }

  Path path() {
    return path;
  }

  /** One line that ends, in as many entries as it takes. */
  void line(String text) throws IOException {
    raw(entries(text, "stdout"));
  }

  void errorLine(String text) throws IOException {
    raw(entries(text, "stderr"));
  }

  void lines(int from, int to) throws IOException {
    StringBuilder all = new StringBuilder();
    for (int i = from; i <= to; i++) {
      all.append(entry(i + "\\n", "stdout"));
    }
    raw(all.toString());
  }

  /** One entry that does not end its line. */
  void piece(String text) throws IOException {
    raw(entry(text, "stdout"));
  }

  void raw(String json) throws IOException {
    Files.writeString(path, json, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  void rotate() throws IOException {
    rotation().end();
  }

  /** One that goes on when it is told to. */
  Rotation rotation() {
    Rotation rotation = new Rotation();
    rotation.left.add(() -> Files.deleteIfExists(numbered(maxFiles - 1)));
    for (int i = maxFiles - 1; i > 1; i--) {
      int number = i;
      rotation.left.add(() -> {
        if (Files.exists(numbered(number - 1))) {
          move(numbered(number - 1), numbered(number));
        }
      });
    }
    rotation.left.add(() -> move(path, numbered(1)));
    rotation.left.add(() -> Files.createFile(path));
    return rotation;
  }

  /** What a rotation does to the names, one after the other. */
  static final class Rotation {
    private interface Step {
      void run() throws IOException;
    }

    private final Deque<Step> left = new ArrayDeque<>();

    int steps() {
      return left.size();
    }

    void step() throws IOException {
      left.remove().run();
    }

    void end() throws IOException {
      while (!left.isEmpty()) {
        step();
      }
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  static String entry(String escapedText, String stream) {
    return "{\"log\":\""
        + escapedText
        + "\",\"stream\":\""
        + stream
        + "\",\"time\":\""
        + TIME
        + "\"}\n";
  }

  static Instant time() {
    return Instant.parse("2026-11-20T17:16:05.109123Z");
  }

  private static String entries(String text, String stream) {
    StringBuilder json = new StringBuilder();
    int at = 0;
    while (text.substring(at).getBytes(StandardCharsets.UTF_8).length >= PIECE) {
      json.append(entry(text.substring(at, at + PIECE), stream));
      at += PIECE;
    }
    return json.append(entry(text.substring(at) + "\\n", stream)).toString();
  }

  private Path numbered(int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }
}
