package paas.router.logs;

import java.util.Set;

/**
 * Which lines a reader wants. Empty sets want all.
 *
 * @param sources exact names, like {@code app}
 * @param processes names of one process ({@code web.1}, {@code router}) or of a type ({@code web}
 *     means web.1, web.2, …)
 */
public record LogFilter(Set<String> sources, Set<String> processes) {
  public static final LogFilter ALL = new LogFilter(Set.of(), Set.of());

  public LogFilter {
    sources = Set.copyOf(sources);
    processes = Set.copyOf(processes);
  }

  public LogFilter source(String source) {
    return new LogFilter(Set.of(source), processes);
  }

  public LogFilter process(String process) {
    return new LogFilter(sources, Set.of(process));
  }

  boolean wantsAll() {
    return sources.isEmpty() && processes.isEmpty();
  }

  boolean wants(LogLine line) {
    return (sources.isEmpty() || sources.contains(line.source()))
        && (processes.isEmpty()
            || processes.contains(line.process())
            || processes.contains(type(line.process())));
  }

  private static String type(String process) {
    int dot = process.lastIndexOf('.');
    return dot < 0 ? process : process.substring(0, dot);
  }
}
