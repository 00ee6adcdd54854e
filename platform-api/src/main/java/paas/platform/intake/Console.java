package paas.platform.intake;

import java.util.function.Consumer;

/** What whoever asked for a deploy is told while it goes on, line by line. Thread-safe. */
public final class Console {
  private final Consumer<String> sink;

  /** Foreign text in the lines is made safe before they reach the sink. */
  public Console(Consumer<String> sink) {
    this.sink = sink;
  }

  /** A console whose lines reach this one's sink and another. */
  Console and(Consumer<String> other) {
    return new Console(sink.andThen(other));
  }

  /** One line, at once; what apps and builds print in it is made safe. */
  public synchronized void line(String text) {
    sink.accept(TerminalText.of(text));
  }

  public void heading(String text) {
    line("-----> " + text);
  }

  public void detail(String text) {
    text.lines().forEach(line -> line("       " + line));
  }

  /** Something that does not stop the deploy, but should be known. */
  public void warning(String text) {
    text.lines().forEach(line -> line(" !     " + line));
  }

  /** Why the deploy is refused, and what to do; the last lines that are seen. */
  public void refusal(String phase, String cause, String advice) {
    line(" !");
    line(" !     " + phase + " failed: " + cause.strip().replace("\n", "\n !     "));
    if (!advice.isBlank()) {
      line(" !     " + advice.strip().replace("\n", "\n !     "));
    }
    line(" !     The former release, if there is one, keeps serving.");
    line(" !");
  }
}
