package paas.platform.deploy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.Remnant;

/**
 * What release phases and postdeploy scripts printed: a bounded file for each release, those of the
 * newest {@link #KEPT} releases of an app that printed something.
 */
public final class ReleaseOutput implements Remnant {
  static final int KEPT = 50;

  private static final Logger LOG = LoggerFactory.getLogger(ReleaseOutput.class);

  private final Path dir;

  public ReleaseOutput(Path dir) {
    this.dir = dir;
  }

  /** Goes on with the release's file. That a file cannot be kept fails no release. */
  PhaseFile open(AppId app, UUID release) {
    Path file = file(app, release);
    try {
      Files.createDirectories(folder(app));
      forgetOld(folder(app));
      OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
      return new PhaseFile(out, Files.size(file));
    } catch (IOException e) {
      LOG.warn("What release {} prints is not kept", release, e);
      return new PhaseFile(OutputStream.nullOutputStream(), 0);
    }
  }

  public boolean has(AppId app, UUID release) {
    return Files.exists(file(app, release));
  }

  /** What was printed up to now; absent when nothing was. The caller closes it. */
  public Optional<InputStream> read(AppId app, UUID release) {
    try {
      return has(app, release)
          ? Optional.of(Files.newInputStream(file(app, release)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("The output of a release cannot be read", e);
    }
  }

  /** The apps that something is kept of, in no order. */
  List<AppId> apps() {
    if (!Files.isDirectory(dir)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(dir)) {
      return folders
          .map(folder -> new AppId(UUID.fromString(folder.getFileName().toString())))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The outputs of releases cannot be listed", e);
    }
  }

  @Override
  public void remove(App app) {
    remove(app.id());
  }

  void remove(AppId app) {
    Path folder = folder(app);
    if (Files.isDirectory(folder)) {
      try {
        for (Path file : newestFirst(folder)) {
          Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void forgetOld(Path folder) throws IOException {
    for (Path old : newestFirst(folder).stream().skip(KEPT - 1L).toList()) {
      Files.deleteIfExists(old);
    }
  }

  private static List<Path> newestFirst(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .sorted(Comparator.comparingLong((Path file) -> file.toFile().lastModified()).reversed())
          .toList();
    }
  }

  private Path folder(AppId app) {
    return dir.resolve(app.toString());
  }

  private Path file(AppId app, UUID release) {
    return folder(app).resolve(release + ".log");
  }
}
