package paas.platform.push;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.GC;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts one repository's packs together and prunes what no ref reaches, such as the objects of
 * refused pushes; also files that a cut-off push left. Only while nobody pushes to it. Deltas are
 * kept as they came and never searched for: that would need memory and hours of CPU.
 */
final class PackTidying {
  /** How many packs, or loose objects, are put up with. */
  static final int PACKS = 20;

  static final int LOOSE_OBJECTS = 2_000;

  /** Objects that no ref reaches are kept for so long, their packs for less. */
  static final Duration UNREACHABLE = Duration.ofDays(1);

  static final Duration PACK = Duration.ofHours(1);

  private static final Pattern LOOSE = Pattern.compile("/[0-9a-f]{2}/[0-9a-f]{38}$");
  private static final Logger LOG = LoggerFactory.getLogger(PackTidying.class);

  /** What it did. */
  record Tidied(int packs, int cutOffPushes, long bytes) {}

  private final FileRepository repository;
  private final Path objects;
  private final Instant now;

  PackTidying(Repository repository, Instant now) {
    this.repository = (FileRepository) repository;
    this.objects = repository.getDirectory().toPath().resolve("objects");
    this.now = now;
  }

  Tidied run() throws IOException {
    long before = bytes();
    int cutOff = removeCutOff();
    int packs = packs(file -> true).size();
    if (isDue()) {
      collect();
    }
    int fewer = packs - packs(file -> true).size();
    return new Tidied(Math.max(0, fewer), cutOff, Math.max(0, before - bytes()));
  }

  /** Young packs do not count: they would stay anyhow. */
  boolean isDue() throws IOException {
    return packs(file -> olderThan(file, PACK)).size() >= PACKS
        || loose(file -> olderThan(file, UNREACHABLE)) >= LOOSE_OBJECTS;
  }

  private void collect() throws IOException {
    PackConfig config = new PackConfig(repository);
    config.setDeltaCompress(false);
    config.setReuseDeltas(true);
    config.setReuseObjects(true);
    config.setBuildBitmaps(false);
    config.setThreads(1);
    GC gc = new GC(repository);
    gc.setPackConfig(config);
    gc.setExpireAgeMillis(UNREACHABLE.toMillis());
    gc.setPackExpireAgeMillis(PACK.toMillis());
    try {
      gc.gc().join();
    } catch (ParseException | GitAPIException e) {
      throw new IOException("The repository's own configuration stops its collection", e);
    }
  }

  /** JGit receives a pack into such a file; with nobody pushing it is left over. */
  private int removeCutOff() throws IOException {
    List<Path> left =
        files(objects, 1, file -> file.getFileName().toString().startsWith("incoming_"));
    for (Path file : left) {
      Files.deleteIfExists(file);
    }
    return left.size();
  }

  private List<Path> packs(Predicate<Path> wanted) throws IOException {
    return files(
        objects.resolve("pack"),
        1,
        file -> file.getFileName().toString().endsWith(".pack") && wanted.test(file));
  }

  /** In folders of two digits each. */
  private int loose(Predicate<Path> wanted) throws IOException {
    return files(objects, 2, file -> LOOSE.matcher(file.toString()).find() && wanted.test(file))
        .size();
  }

  private boolean olderThan(Path file, Duration age) {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(age));
    } catch (IOException e) {
      LOG.debug("{} is gone already", file);
      return false;
    }
  }

  private long bytes() throws IOException {
    return files(objects, 2, file -> true).stream().mapToLong(PackTidying::size).sum();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  private static List<Path> files(Path dir, int depth, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> walk = Files.walk(dir, depth)) {
      return walk.filter(Files::isRegularFile).filter(wanted).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
