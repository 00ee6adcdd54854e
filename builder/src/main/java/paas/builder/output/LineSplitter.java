package paas.builder.output;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Makes lines of a container's bytes. What a carriage return would overwrite on a terminal is left
 * out (progress bars); a line over the bound comes in several. Bytes that are not UTF-8 become
 * U+FFFD. Not thread-safe.
 */
public final class LineSplitter {
  /** Longest line in bytes; as in LIMITS.md. */
  static final int LONGEST = 10_000;

  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
  private boolean returned;

  public LineSplitter(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Takes the next piece, split anywhere. */
  public void accept(byte[] bytes) {
    for (byte b : bytes) {
      take(b);
    }
  }

  /** Hands out what is left without a newline. */
  public void finish() {
    if (line.size() > 0) {
      emit();
    }
  }

  private void take(byte b) {
    if (b == '\n') {
      emit();
    } else if (b == '\r') {
      returned = true;
    } else {
      if (returned) {
        line.reset();
        returned = false;
      }
      line.write(b);
      if (line.size() >= LONGEST) {
        emit();
      }
    }
  }

  private void emit() {
    returned = false;
    lines.accept(SafeText.of(line.toString(StandardCharsets.UTF_8)));
    line.reset();
  }
}
