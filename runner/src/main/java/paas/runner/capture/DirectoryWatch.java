package paas.runner.capture;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of the first change in each of many directories, so that nobody has to look into them again
 * and again. Where the kernel watches no more of them it says so. Thread-safe.
 */
final class DirectoryWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DirectoryWatch.class);

  private final Map<Path, WatchKey> watched = new ConcurrentHashMap<>();
  private final Consumer<Path> changed;
  private final Optional<WatchService> kernel = open();
  private final Thread thread = Thread.ofVirtual().name("capture-watch").unstarted(this::run);

  /** {@code changed} is called once, after which the directory is to be watched anew. */
  DirectoryWatch(Consumer<Path> changed) {
    this.changed = changed;
  }

  /** Call once. */
  void start() {
    thread.start();
  }

  boolean watches(Path directory) {
    return watched.containsKey(directory);
  }

  /**
   * Whether the next change is told of: false where the kernel refuses or there is none yet. As one
   * step with keeping the key, or a change at once would leave one that never tells again.
   */
  synchronized boolean watch(Path directory) {
    if (kernel.isEmpty()) {
      return false;
    }
    try {
      WatchKey key =
          directory.register(
              kernel.get(),
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_CREATE);
      watched.put(directory, key);
      return true;
    } catch (IOException | ClosedWatchServiceException e) {
      log.debug("{} is not watched: it is looked into from time to time", directory, e);
      return false;
    }
  }

  synchronized void forget(Path directory) {
    Optional.ofNullable(watched.remove(directory)).ifPresent(WatchKey::cancel);
  }

  @Override
  public void close() {
    kernel.ifPresent(service -> {
      try {
        service.close();
      } catch (IOException e) {
        log.warn("The watch of log files was not closed cleanly", e);
      }
    });
  }

  private static Optional<WatchService> open() {
    try {
      return Optional.of(FileSystems.getDefault().newWatchService());
    } catch (IOException e) {
      log.warn("Log files cannot be watched: they are looked at from time to time", e);
      return Optional.empty();
    }
  }

  private void run() {
    try {
      while (kernel.isPresent()) {
        if (kernel.get().take().watchable() instanceof Path directory) {
          forget(directory);
          changed.accept(directory);
        }
      }
    } catch (ClosedWatchServiceException e) {
      log.debug("No directory is watched any more");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
