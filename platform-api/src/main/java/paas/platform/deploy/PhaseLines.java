package paas.platform.deploy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts a byte stream into lines of text; a line is handed on at 10,000 bytes at the latest. */
final class PhaseLines {
  private static final int LONGEST = 10_000;

  private final Consumer<String> sink;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  PhaseLines(Consumer<String> sink) {
    this.sink = sink;
  }

  void accept(byte[] bytes) {
    for (byte b : bytes) {
      if (b == '\n' || line.size() == LONGEST) {
        flush();
      }
      if (b != '\n') {
        line.write(b);
      }
    }
  }

  void end() {
    if (line.size() > 0) {
      flush();
    }
  }

  private void flush() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    sink.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }
}
