package paas.builder;

/** Where a build's output goes, line by line, while it runs: to the pusher and to the app's log. */
public interface BuildOutput {

  /**
   * Takes one line without its newline; called by one thread at a time, and blocking it blocks the
   * build.
   */
  void line(String text);
}
