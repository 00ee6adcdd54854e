package paas.cli.terminal;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The terminal's mode, changed by stty(1) on our own standard input: 25 ms, where a terminal
 * library probes for hundreds (measured). Closing it, or the end of the process, restores the mode
 * that it found.
 */
public final class Stty implements AutoCloseable {
  private final String saved;
  private final Thread hook;
  private final AtomicBoolean restored = new AtomicBoolean();

  private Stty(String saved) {
    this.saved = saved;
    this.hook = new Thread(this::restore, "paas-stty");
  }

  /** Every byte passes as it is, Ctrl-C included. */
  public static Stty raw() throws IOException {
    return change("raw", "-echo");
  }

  /** Typing is not shown. */
  public static Stty silent() throws IOException {
    return change("-echo");
  }

  /** The window: columns and lines. */
  public record Size(int columns, int lines) {}

  /** The size of the window; 80 by 24 when it is not known. */
  public static Size size() throws IOException {
    String[] answer = stty("size").trim().split(" ", -1);
    try {
      int lines = Integer.parseInt(answer[0]);
      int columns = Integer.parseInt(answer[answer.length - 1]);
      return lines > 0 && columns > 0 ? new Size(columns, lines) : new Size(80, 24);
    } catch (NumberFormatException e) {
      return new Size(80, 24);
    }
  }

  private static Stty change(String... mode) throws IOException {
    Stty stty = new Stty(stty("-g").trim());
    Runtime.getRuntime().addShutdownHook(stty.hook);
    stty(mode);
    return stty;
  }

  private static String stty(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(Redirect.INHERIT)
            .redirectError(Redirect.DISCARD)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answer;
  }

  private void restore() {
    if (restored.compareAndSet(false, true)) {
      try {
        stty(saved);
      } catch (IOException e) {
        // Without stty there is nothing left to restore with.
      }
    }
  }

  @Override
  public void close() {
    restore();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already: the hook runs by itself and finds nothing to do.
    }
  }
}
