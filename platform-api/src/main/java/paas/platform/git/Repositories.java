package paas.platform.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.Remnant;

/** The bare repositories, one per app, named by the app's id so that a rename moves nothing. */
public final class Repositories implements Remnant {
  private static final String SUFFIX = ".git";
  private static final Pattern NAME =
      Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.git");

  private final Path dir;
  private final RepositoryLocks locks = new RepositoryLocks();

  public Repositories(Path dir) {
    this.dir = dir;
  }

  /** For a start, before anybody uses one of them: the lock files that a kill left. */
  void removeStaleLocks() {
    StaleLocks.remove(dir);
  }

  /** Opens the app's repository, and makes it first if there is none. The caller closes it. */
  public Repository open(AppId app) {
    return open(app, path(app));
  }

  /** The same for what was fetched of one submodule of the app; {@code key} is hex digits. */
  Repository openModule(AppId app, String key) {
    return open(app, modules(app).resolve(key + ".git"));
  }

  private Path modules(AppId app) {
    return dir.resolve(app + ".modules");
  }

  private Repository open(AppId app, Path path) {
    try {
      if (!Files.exists(path.resolve(Constants.HEAD))) {
        create(path);
      }
      return new FileRepositoryBuilder().setGitDir(path.toFile()).setMustExist(true).build();
    } catch (IOException e) {
      throw new UncheckedIOException("The repository of app " + app + " cannot be opened", e);
    }
  }

  public RepositoryLocks locks() {
    return locks;
  }

  /** The apps that have one, in no order; those of destroyed apps may be among them. */
  public List<AppId> all() {
    if (!Files.isDirectory(dir)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(dir)) {
      return entries
          .map(entry -> NAME.matcher(entry.getFileName().toString()))
          .filter(Matcher::matches)
          .map(name -> new AppId(UUID.fromString(name.group(1))))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The repositories cannot be listed", e);
    }
  }

  public boolean exists(AppId app) {
    return Files.exists(path(app).resolve(Constants.HEAD));
  }

  private Path path(AppId app) {
    return dir.resolve(app + SUFFIX);
  }

  private void create(Path path) throws IOException {
    Files.createDirectories(path.getParent());
    try (Repository repository = new FileRepository(path.toFile())) {
      repository.create(true);
      repository.updateRef(Constants.HEAD, true).link(Constants.R_HEADS + "main");
    }
  }

  @Override
  public void remove(App app) {
    remove(app.id());
  }

  /** Of an app that is gone. Idempotent. */
  public void remove(AppId app) {
    for (Path path : List.of(path(app), modules(app))) {
      if (Files.exists(path)) {
        deleteTree(path);
      }
    }
  }

  private static void deleteTree(Path path) {
    try {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure)
                throws IOException {
              Files.delete(dir);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
