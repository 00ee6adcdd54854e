package paas.platform.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.app.AppId;
import paas.platform.git.Commits;
import paas.platform.git.Repositories;

@Tag("contract")
class RefRepairTest {
  private static final AppId SHOP = AppId.random();

  @TempDir private Path dir;
  private Repositories repositories;
  private Repository repository;
  private ObjectId old;
  private ObjectId pushed;

  @BeforeEach
  void cutOffAPush() throws IOException {
    repositories = new Repositories(dir);
    repository = repositories.open(SHOP);
    old = new Commits(repository).file("a", "old").commit("old");
    pushed = new Commits(repository).file("a", "new").commit("new");
    PushMarker.force(repository, "refs/heads/main", old);
    PushMarker.set(repository, "main", pushed);
  }

  @AfterEach
  void close() {
    repository.close();
  }

  private record Live(Set<ObjectId> commits) implements LiveCommits {
    @Override
    public List<AppId> apps() {
      return List.of(SHOP);
    }

    @Override
    public boolean wentLive(AppId app, ObjectId commit) {
      return commits.contains(commit);
    }
  }

  private void repair(ObjectId... live) {
    new RefRepair(new Live(Set.of(live)), repositories).repair(SHOP);
  }

  @Test
  void theBranchFollowsACommitThatWentLive() throws IOException {
    repair(pushed);
    assertEquals(pushed, repository.resolve("refs/heads/main"));
    assertEquals(Map.of(), PushMarker.all(repository));
  }

  @Test
  void theBranchStaysWhereTheReleaseFailed() throws IOException {
    repair(old);
    assertEquals(old, repository.resolve("refs/heads/main"));
    assertEquals(Map.of(), PushMarker.all(repository));
  }

  @Test
  void aBranchThatWasNeverPushedBeforeIsMade() throws IOException {
    PushMarker.set(repository, "release/2026", pushed);
    repair(pushed);
    assertEquals(pushed, repository.resolve("refs/heads/release/2026"));
  }

  @Test
  void aFailedFirstPushLeavesNoBranch() throws IOException {
    PushMarker.set(repository, "master", pushed);
    repair();
    assertNull(repository.resolve("refs/heads/master"));
    assertEquals(Map.of(), PushMarker.all(repository));
  }

  @Test
  void aPushThatBeganMeanwhileKeepsItsMarker() throws IOException {
    LiveCommits meanwhile =
        new LiveCommits() {
          @Override
          public List<AppId> apps() {
            return List.of(SHOP);
          }

          @Override
          public boolean wentLive(AppId app, ObjectId commit) {
            try {
              PushMarker.set(repository, "main", old);
              return false;
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          }
        };
    new RefRepair(meanwhile, repositories).repair(SHOP);
    assertEquals(Map.of("main", old), PushMarker.all(repository));
  }
}
