package paas.runner.docker;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What trees of files take of their disk. The host's find(1) walks: it follows no link that an app
 * may put in its way, and knows blocks, so that a sparse file counts as what it takes.
 */
final class TreeSize {
  private static final Logger log = LoggerFactory.getLogger(TreeSize.class);

  /** Of a file, an empty one included: the disk has so many files only. */
  static final long LEAST = 4096;

  /** stat(2): blocks are counted so, whatever the file system has. */
  private static final long BLOCK = 512;

  /** What a slow disk has told by then will do; the next count finds it in memory. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private TreeSize() {}

  /** Ends where it is more than enough. What goes away meanwhile does not count. */
  static long of(List<Path> paths, long enough) throws IOException {
    List<String> command = new ArrayList<>(List.of("find"));
    paths.forEach(path -> command.add(path.toString()));
    command.addAll(List.of("-xdev", "-ignore_readdir_race", "-printf", "%b %n\n"));
    return paths.isEmpty() ? 0 : sum(command, enough);
  }

  private static long sum(List<String> command, long enough) throws IOException {
    Process find = HostCommand.start(command);
    CompletableFuture<Void> end = CompletableFuture.runAsync(() -> cut(find), later(LONGEST));
    try (BufferedReader lines = find.inputReader()) {
      long bytes = 0;
      String line = lines.readLine();
      if (line == null) {
        throw new IOException("find(1) finds nothing, not even the folder: is it GNU's?");
      }
      while (line != null && bytes <= enough) {
        bytes += share(line);
        line = lines.readLine();
      }
      return bytes;
    } finally {
      end.cancel(false);
      find.destroyForcibly();
    }
  }

  private static Executor later(Duration when) {
    return CompletableFuture.delayedExecutor(when.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void cut(Process find) {
    log.warn("Counting a container's files took longer than {} s", LONGEST.toSeconds());
    find.destroyForcibly();
  }

  /** Each name of a file has its share; all of them are in here, as links go nowhere else. */
  private static long share(String line) {
    String[] fields = line.split(" ", 2);
    return fields.length < 2 ? 0 : taken(fields[0]) / Math.max(1, Long.parseLong(fields[1]));
  }

  static long taken(String blocks) {
    return Math.max(LEAST, Long.parseLong(blocks) * BLOCK);
  }
}
