package paas.platform.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes packs into repositories: git indexes and checks each in quarantine, with what it refers to,
 * and its objects are measured; only then is it moved. A few at a time. Thread-safe, blocking.
 */
public final class PackIntake {
  private static final Logger LOG = LoggerFactory.getLogger(PackIntake.class);
  private static final int AT_ONCE = 4;
  private static final Duration WAITING = Duration.ofMinutes(10);
  private static final int PIECE = 64 << 10;

  /** Disk space that packs leave free, as uploads do, in bytes. */
  private static final long SPARE = 1L << 30;

  /**
   * Who wrote a commit is not judged, nor how old tools wrote the modes of files; all else that git
   * knows to be wrong is refused.
   */
  private static final String CHECKS =
      Stream.of(
              "badDate",
              "badDateOverflow",
              "badEmail",
              "badName",
              "badTimezone",
              "missingEmail",
              "missingNameBeforeEmail",
              "missingSpaceBeforeDate",
              "missingSpaceBeforeEmail",
              "zeroPaddedDate",
              "zeroPaddedFilemode")
          .map(check -> check + "=ignore")
          .collect(Collectors.joining(",", "--strict=", ""));

  private final Path folder;
  private final Duration silence;
  private final LongSupplier free;
  private final Semaphore room = new Semaphore(AT_ONCE, true);

  /** Quarantines are in {@code folder}, which is on the repositories' file system. */
  public PackIntake(Path folder) {
    this(folder, Silence.LIMIT);
  }

  PackIntake(Path folder, Duration silence) {
    this(folder, silence, () -> folder.toFile().getUsableSpace());
  }

  /** {@code free} is how many bytes the disk can still take. */
  PackIntake(Path folder, Duration silence, LongSupplier free) {
    this.folder = folder;
    this.silence = silence;
    this.free = free;
  }

  /** Removes what a kill has left. Call once, before anything is received. */
  public void removeLeftovers() {
    try {
      Quarantine.deleteTree(folder);
    } catch (IOException e) {
      LOG.warn("Packs of pushes that were cut off are left in {}", folder, e);
    }
  }

  /**
   * Reads a pack to its end. {@code whenGone} is given what ends it at once.
   *
   * @return the pack, in the repository
   * @throws IOException with a message for whoever sent the pack
   */
  Optional<Path> receive(
      Path repository, InputStream pack, ProgressMonitor resolving, Consumer<Runnable> whenGone)
      throws IOException {
    try {
      if (!room.tryAcquire(WAITING.toSeconds(), TimeUnit.SECONDS)) {
        throw new PackRefused(AT_ONCE + " other packs are being received: try again later.");
      }
      try (Quarantine quarantine = Quarantine.open(folder, repository)) {
        index(quarantine, pack, resolving, whenGone);
        new Measure(quarantine, whenGone).take();
        return quarantine.release();
      } finally {
        room.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  private void index(
      Quarantine quarantine,
      InputStream pack,
      ProgressMonitor resolving,
      Consumer<Runnable> whenGone)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        HostGit.process(
            quarantine.repository(),
            quarantine.environment(true),
            List.of(
                "index-pack",
                "--stdin",
                "--fix-thin",
                "--threads=1",
                "--show-resolving-progress",
                "--max-input-size=" + PackLimits.PACK,
                CHECKS));
    try (Running git = Running.start(builder.redirectOutput(Redirect.DISCARD), whenGone)) {
      Voice voice = new Voice(git.process().getErrorStream(), resolving);
      feed(pack, git.process().getOutputStream());
      git.end(voice);
    }
  }

  private void feed(InputStream pack, OutputStream git) throws IOException {
    try (Silence patience = new Silence(silence)) {
      try {
        feed(pack, git, patience);
      } catch (IOException | RuntimeException e) {
        if (patience.isOver()) {
          throw new PackRefused(
              "Nothing came for "
                  + silence.toSeconds()
                  + " seconds in the middle of it: try again.");
        }
        throw e;
      }
    }
  }

  /** All of it is read even where git has had enough: only then does the sender listen. */
  private void feed(InputStream pack, OutputStream git, Silence patience) throws IOException {
    byte[] piece = new byte[PIECE];
    boolean fits = true;
    boolean listens = true;
    for (int count = pack.read(piece); count >= 0; count = pack.read(piece)) {
      fits = fits && fits(count);
      listens = listens && fits && write(git, piece, count);
      patience.heard();
    }
    if (!fits) {
      throw new PackRefused(
          "There is no room for it: the platform's disk must keep 1 GB free. An admin of the"
              + " platform makes room, then try again.");
    }
    try {
      git.close();
    } catch (IOException e) {
      // Its exit code and its words say why it is gone.
    }
  }

  /** Asked for each piece: others come at the same time, and what is left is for all of them. */
  private boolean fits(int bytes) {
    return free.getAsLong() - bytes >= SPARE;
  }

  private static boolean write(OutputStream git, byte[] piece, int count) {
    try {
      git.write(piece, 0, count);
      git.flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
