package paas.runner.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What trees of files take of their disk. The host's find(1) walks: it follows no link that an app
 * may put in its way, and knows blocks, so that a sparse file counts as what it takes.
 */
final class TreeSize {
  /** What a slow disk has told by then will do; the next count finds it in memory. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final long enough;
  private long bytes;

  private TreeSize(long enough) {
    this.enough = enough;
  }

  /** Ends where it is more than enough. What goes away meanwhile does not count. */
  static FileSum of(List<Path> paths, long enough) throws IOException {
    List<String> command = new ArrayList<>(List.of("find"));
    paths.forEach(path -> command.add(path.toString()));
    command.addAll(List.of("-xdev", "-ignore_readdir_race", "-printf", "%b %n %s\n"));
    return paths.isEmpty() ? new FileSum(0, true) : of(command, enough, LONGEST);
  }

  static FileSum of(List<String> command, long enough, Duration longest) throws IOException {
    TreeSize size = new TreeSize(enough);
    boolean all = FileWalk.run(command, longest, size::add);
    return new FileSum(size.bytes, all);
  }

  /** Each name of a file has its share; all of them are in here, as links go nowhere else. */
  private boolean add(String line) {
    String[] fields = line.split(" ", 3);
    long taken = FileSum.taken(Long.parseLong(fields[0]), Long.parseLong(fields[2]));
    bytes += taken / Math.max(1, Long.parseLong(fields[1]));
    return bytes <= enough;
  }
}
