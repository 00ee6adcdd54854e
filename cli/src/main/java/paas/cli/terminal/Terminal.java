package paas.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.json.JsonWriter;

/**
 * The three standard streams. Everything printed as text passes {@link Neutral}; colour goes only
 * to a terminal. A reader who has gone ends the command quietly. Safe from several threads a line
 * at a time.
 */
public final class Terminal {
  /** What the system says of a disk that takes no more; of a reader who has gone it says else. */
  private static final Set<String> FULL =
      Set.of("No space left on device", "Disk quota exceeded", "File too large");

  private final Facts facts;
  private final InputStream in;
  private final OutputStream out;
  private final OutputStream err;

  public Terminal(Facts facts, InputStream in, OutputStream out, OutputStream err) {
    this.facts = facts;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  public Facts facts() {
    return facts;
  }

  public InputStream in() {
    return in;
  }

  /** Whether standard output shows colour. */
  public boolean colour() {
    return facts.stdout() && facts.colour();
  }

  /** Prints a line of text to standard output. */
  public void line(String text) {
    emit(out, Neutral.text(text) + "\n");
  }

  /** Prints a line of pieces to standard output. */
  public void line(Span... spans) {
    emit(out, join(spans, colour()) + "\n");
  }

  public void table(Table table) {
    int width = facts.stdout() ? facts.width() : Integer.MAX_VALUE;
    StringBuilder text = new StringBuilder();
    for (String line : table.lines(width, colour())) {
      text.append(line).append('\n');
    }
    emit(out, text.toString());
  }

  public void json(Json value) {
    emit(out, JsonWriter.pretty(value) + "\n");
  }

  /** Writes bytes to standard output as they are: the output of an app, a value on a pipe. */
  public void raw(byte[] bytes, int offset, int length) {
    write(out, bytes, offset, length);
  }

  /** Writes bytes to standard error as they are. */
  public void rawError(byte[] bytes, int offset, int length) {
    write(err, bytes, offset, length);
  }

  /** Prints a line that is neutral already, with the colours that it has. */
  public void logLine(String neutral) {
    emit(out, neutral + "\n");
  }

  /** Prints a log line: its head, and the rest that is neutral already. */
  public void logLine(Span head, String neutral) {
    emit(out, join(new Span[] {head}, colour()) + neutral + "\n");
  }

  /** Prints pieces to standard error, without a newline. */
  public void note(Span... spans) {
    emit(err, join(spans, facts.stderr() && facts.colour()));
  }

  public void noteLine(String text) {
    note(Span.of(text), Span.of("\n"));
  }

  /** A warning or the reason of a failure, each line marked. */
  public void alert(Style style, String message) {
    for (String line : message.strip().split("\n", -1)) {
      note(style.span(" !  "), Span.of(line), Span.of("\n"));
    }
  }

  /** Starts the account of something slow on standard error. */
  public Progress progress(String what) {
    return new Progress(this, what);
  }

  void control(String sequence) {
    emit(err, sequence);
  }

  private static String join(Span[] spans, boolean colour) {
    StringBuilder text = new StringBuilder();
    for (Span span : spans) {
      text.append(span.style().paint(Neutral.text(span.text()), colour));
    }
    return text.toString();
  }

  private void emit(OutputStream to, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(to, bytes, 0, bytes.length);
  }

  private static void write(OutputStream to, byte[] bytes, int offset, int length) {
    try {
      synchronized (to) {
        to.write(bytes, offset, length);
        to.flush();
      }
    } catch (IOException e) {
      boolean full = FULL.contains(String.valueOf(e.getMessage()));
      throw Failure.of(
          full ? ExitCode.FAILED : ExitCode.BROKEN_PIPE,
          "Cannot write the output: " + e.getMessage());
    }
  }
}
