package paas.platform.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.push.PushMarker;

@Tag("contract")
class RepositoriesTest {
  private static final App SHOP =
      new App(
          AppId.random(),
          new AppName("shop"),
          UUID.randomUUID(),
          AppSettings.DEFAULT,
          Instant.EPOCH,
          Instant.EPOCH);

  @TempDir private Path dir;

  private Repositories repositories() {
    return new Repositories(dir.resolve("git"));
  }

  @Test
  void anAppsRepositoryIsMadeWhenItIsFirstAskedFor() throws IOException {
    Repositories repositories = repositories();
    assertFalse(repositories.exists(SHOP.id()));
    try (Repository repository = repositories.open(SHOP.id())) {
      assertTrue(repository.isBare());
      Ref head = Objects.requireNonNull(repository.exactRef(Constants.HEAD));
      assertEquals("refs/heads/main", head.getTarget().getName());
    }
    assertTrue(repositories.exists(SHOP.id()));
  }

  @Test
  void whatItHoldsIsThereTheNextTime() throws IOException {
    ObjectId commit;
    try (Repository repository = repositories().open(SHOP.id())) {
      commit = new Commits(repository).file("a", "a").commit("one");
      PushMarker.force(repository, "refs/heads/main", commit);
    }
    try (Repository repository = repositories().open(SHOP.id())) {
      assertEquals(commit, repository.resolve(Constants.HEAD));
    }
  }

  @Test
  void locksThatAKillLeftAreRemovedAtAStart() throws IOException {
    Repositories repositories = repositories();
    Path git;
    Path module;
    ObjectId commit;
    try (Repository repository = repositories.open(SHOP.id());
        Repository submodule = repositories.openModule(SHOP.id(), "0a")) {
      git = repository.getDirectory().toPath();
      module = submodule.getDirectory().toPath();
      commit = new Commits(repository).file("yarn.lock", "a").commit("one");
      PushMarker.set(repository, "feature/x", commit);
    }
    String marker = "refs/paas/pushing/";
    List<Path> locks =
        Stream.of("main.lock", "feature/x.lock", "objects/y.lock")
            .map(name -> git.resolve(marker + name))
            .collect(Collectors.toCollection(ArrayList::new));
    locks.add(git.resolve("packed-refs.lock"));
    locks.add(module.resolve("refs/heads/main.lock"));
    for (Path lock : locks) {
      Files.createDirectories(lock.resolveSibling("."));
      Files.createFile(lock);
    }

    repositories().removeStaleLocks();
    assertEquals(List.of(), locks.stream().filter(Files::exists).toList());
    try (Repository repository = repositories().open(SHOP.id())) {
      PushMarker.set(repository, "main", commit);
      assertEquals(commit, repository.resolve(marker + "feature/x"));
    }
  }

  /** As root there is none that cannot be removed. */
  @Test
  void aLockThatCannotBeRemovedDoesNotKeepThePlatformFromStarting() throws IOException {
    Path closed = Files.createDirectories(dir.resolve("git/a.git/refs"));
    Path removable = Files.createDirectories(dir.resolve("git/b.git")).resolve("packed-refs.lock");
    Files.createFile(closed.resolve("x.lock"));
    Files.createFile(removable);
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      repositories().removeStaleLocks();
      assertFalse(Files.exists(removable));
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void aStartWithoutRepositoriesHasNothingToRemove() {
    repositories().removeStaleLocks();
    assertEquals(List.of(), repositories().all());
  }

  @Test
  void itGoesWithItsApp() {
    Repositories repositories = repositories();
    repositories.open(SHOP.id()).close();
    repositories.remove(SHOP);
    assertFalse(repositories.exists(SHOP.id()));
    repositories.remove(SHOP);
  }
}
