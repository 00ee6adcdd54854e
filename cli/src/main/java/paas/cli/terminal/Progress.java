package paas.cli.terminal;

import java.util.function.Supplier;
import paas.cli.fault.Failure;

/**
 * One action as the user follows it: "Restarting ⬢ shop... done", with the seconds counted on a
 * terminal.
 */
public final class Progress {
  private static final long SECOND = 1_000_000_000L;

  private final Terminal terminal;
  private final String what;
  private final long start = System.nanoTime();
  private long shown;

  Progress(Terminal terminal, String what) {
    this.terminal = terminal;
    this.what = what;
    terminal.note(Span.of(what + "..."));
  }

  /** Shows that time passes; call it as often as you like. */
  public void tick() {
    long seconds = (System.nanoTime() - start) / SECOND;
    if (terminal.facts().stderr() && seconds > shown) {
      shown = seconds;
      redraw();
      terminal.note(Style.DIM.span(" " + seconds + " s"));
    }
  }

  /** Does a step of it; when the step fails, the line ends before the message. */
  public <T> T step(Supplier<T> step) {
    try {
      return step.get();
    } catch (Failure e) {
      redraw();
      terminal.note(Span.of("\n"));
      throw e;
    }
  }

  /** Ends the line with "done", and with more where there is more to say. */
  public void done(String more) {
    end(Style.GREEN.span(" done"), more);
  }

  public void done() {
    done("");
  }

  /** What was asked for goes on behind the end of the command. */
  public void begun(String more) {
    end(Style.GREEN.span(" begun"), more);
  }

  public void failed(String more) {
    end(Style.RED.span(" failed"), more);
  }

  /** Nothing came of it: as somebody wished, or because it failed. */
  public void over(boolean aborted, String more) {
    if (aborted) {
      end(Style.YELLOW.span(" aborted"), more);
    } else {
      failed(more);
    }
  }

  private void end(Span verdict, String more) {
    redraw();
    terminal.note(verdict, Span.of(more.isEmpty() ? "\n" : ", " + more + "\n"));
  }

  private void redraw() {
    if (shown > 0) {
      terminal.control("\r\033[K");
      terminal.note(Span.of(what + "..."));
    }
  }
}
