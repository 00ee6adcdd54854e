package paas.platform.check;

import java.util.List;
import java.util.regex.Pattern;

/** Sorts the files that an instance has written: logs, state, and what does not matter. */
final class Written {
  private static final Pattern LOG = Pattern.compile(".*\\.log(\\.\\d{1,3})?|.*/logs?/[^/]+");
  private static final Pattern PASSING =
      Pattern.compile(
          "(/tmp|/var/tmp|/run|/var/run|/dev|/proc|/sys|/root)(/.*)?"
              + "|.*/(\\.cache|\\.npm|\\.config|\\.local|__pycache__|tmp|cache|\\.bundle|\\.next/cache)(/.*)?"
              + "|.*\\.(pyc|pid|sock|lock)|/etc/.*|.*/\\.(bash_history|node_repl_history)");

  private Written() {}

  static List<String> logs(InstanceFacts instance) {
    return instance.written().stream()
        .filter(path -> LOG.matcher(path).matches() && !path.startsWith("/tmp/"))
        .toList();
  }

  static List<String> state(InstanceFacts instance) {
    return instance.written().stream()
        .filter(path -> !LOG.matcher(path).matches() && !PASSING.matcher(path).matches())
        .toList();
  }

  /** A few of them, and how many more. */
  static String shown(List<String> paths) {
    int most = 3;
    String some = String.join(", ", paths.subList(0, Math.min(most, paths.size())));
    return paths.size() > most ? some + " and " + (paths.size() - most) + " more" : some;
  }
}
