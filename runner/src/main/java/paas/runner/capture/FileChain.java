package paas.runner.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import paas.runner.capture.Generations.Found;

/**
 * The files of one container's log in the order they were written, held open from the one being
 * read on, so that rotation cannot take the next ones away unread. Not thread-safe.
 */
final class FileChain implements Closeable {
  private static final int ATTEMPTS = 20;
  private static final Duration SETTLE = Duration.ofMillis(20); // a rotation takes less than one

  /** Time in which a rotation that is under way comes to its end. */
  @FunctionalInterface
  interface Lull {
    void pass() throws InterruptedException;
  }

  private final Path base;
  private final int bound;
  private final Lull lull;
  private final Deque<LogFile> files = new ArrayDeque<>(); // oldest first; the first is being read

  FileChain(Path base, int bound) {
    this(base, bound, () -> Thread.sleep(SETTLE));
  }

  FileChain(Path base, int bound, Lull lull) {
    this.base = base;
    this.bound = bound;
    this.lull = lull;
  }

  /** The file being read; empty before the engine has made one. */
  Optional<LogFile> current() {
    return Optional.ofNullable(files.peekFirst());
  }

  /** Whether the current file is final: the engine had closed it before the next one came to be. */
  boolean hasNext() {
    return files.size() > 1;
  }

  /** Goes on to the next file and says what is missing before it. */
  Gap advance() throws IOException {
    files.removeFirst().close();
    return files.getFirst().gapBefore();
  }

  /**
   * Begins with the oldest file there is; says whether older ones may be gone.
   *
   * @param engineFiles the most files that the engine keeps: so many mean that older ones may be
   *     gone
   */
  boolean beginAtOldest(int engineFiles) throws IOException, InterruptedException {
    boolean certain = false;
    List<Found> found = List.of();
    for (int attempt = 0; attempt < ATTEMPTS && files.isEmpty(); attempt++) {
      found = Generations.list(base);
      if (found.isEmpty()) {
        return false;
      }
      certain = found.size() < engineFiles && isSettled(found);
      hold(found.getLast(), Gap.none());
    }
    return !certain;
  }

  /**
   * Whether the files still have those names a moment later. In the middle of a rotation there is
   * one file less than the engine keeps, because it unlinks the oldest before it renames the
   * others; a list made meanwhile may miss more.
   */
  private boolean isSettled(List<Found> found) throws IOException, InterruptedException {
    lull.pass();
    return found.equals(Generations.list(base));
  }

  /** Begins with the file of a checkpoint; says whether it is still there. */
  boolean beginAt(Checkpoint checkpoint) throws IOException {
    boolean moved = true;
    for (int attempt = 0; moved && attempt < ATTEMPTS && files.isEmpty(); attempt++) {
      moved = false;
      for (Found found : Generations.list(base)) {
        Optional<LogFile> file = LogFile.open(found.path(), found.key(), Gap.none());
        moved |= file.isEmpty(); // renamed since it was listed: look once more
        if (file.isPresent()) {
          holdIf(file.get(), checkpoint);
        }
      }
    }
    return !files.isEmpty();
  }

  /**
   * Looks for files that came after those held, up to the bound. One look at the base name when
   * there is none.
   */
  void lookAhead() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS && files.size() < bound; attempt++) {
      LogFile last = files.getLast();
      Optional<Object> newest = LogFile.key(base);
      if (newest.isEmpty() || last.key().equals(newest.get())) {
        return;
      }
      List<Found> found = Generations.list(base);
      int mine = Generations.indexOf(found, last.key());
      if (mine > 0) {
        holdNext(found.get(mine - 1), last);
      } else if (mine < 0 && !found.isEmpty()) {
        hold(found.getLast(), new Gap.Unknown());
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (LogFile file : files) {
      file.close();
    }
    files.clear();
  }

  /**
   * Holds the file found right after the last one. Between listing and opening the name may have
   * come to mean a later file, one with the inode of a deleted one even; now that both are held
   * their inodes are not reused, so where they stand in a second list is certain.
   */
  private void holdNext(Found next, LogFile last) throws IOException {
    Optional<LogFile> opened = LogFile.open(next.path(), next.key(), Gap.none());
    if (opened.isEmpty()) {
      return;
    }
    List<Found> found = Generations.list(base);
    int mine = Generations.indexOf(found, last.key());
    if (mine > 0 && found.get(mine - 1).key().equals(next.key())) {
      files.addLast(opened.get());
    } else {
      opened.get().close(); // to be looked for again
    }
  }

  private void hold(Found found, Gap gapBefore) throws IOException {
    LogFile.open(found.path(), found.key(), gapBefore).ifPresent(files::addLast);
  }

  private void holdIf(LogFile file, Checkpoint checkpoint) throws IOException {
    if (files.isEmpty() && isIn(file, checkpoint)) {
      files.add(file);
    } else {
      file.close();
    }
  }

  private static boolean isIn(LogFile file, Checkpoint checkpoint) throws IOException {
    return file.inode() == checkpoint.inode()
        && file.size() >= checkpoint.offset()
        && file.check(checkpoint.offset()) == checkpoint.check();
  }
}
