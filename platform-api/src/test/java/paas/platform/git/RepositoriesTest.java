package paas.platform.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
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
  void itGoesWithItsApp() {
    Repositories repositories = repositories();
    repositories.open(SHOP.id()).close();
    repositories.remove(SHOP);
    assertFalse(repositories.exists(SHOP.id()));
    repositories.remove(SHOP);
  }
}
