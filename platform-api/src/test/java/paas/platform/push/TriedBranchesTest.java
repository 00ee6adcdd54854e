package paas.platform.push;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.config.ConfigVars;
import paas.platform.git.Commits;
import paas.platform.git.Repositories;
import paas.platform.release.ImageDigest;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.ReleaseVersion;
import paas.platform.release.Slug;

@Tag("contract")
class TriedBranchesTest {
  private static final ReleaseStatus LIVE = new ReleaseStatus.Succeeded();
  private static final ReleaseStatus ABORTED = new ReleaseStatus.Failed("aborted");
  private static final App SHOP =
      new App(
          AppId.random(),
          new AppName("shop"),
          UUID.randomUUID(),
          AppSettings.DEFAULT,
          Instant.EPOCH,
          Instant.EPOCH);

  private static final int FEW = 3;

  @TempDir private Path dir;
  private final List<Release> releases = new ArrayList<>();
  private final Set<ImageDigest> gone = new HashSet<>();
  private Repositories repositories;
  private Repository repository;
  private ObjectId live;
  private ObjectId tried;

  @BeforeEach
  void acceptACanary() throws IOException {
    repositories = new Repositories(dir);
    repository = repositories.open(SHOP.id());
    live = new Commits(repository).file("a", "old").commit("old");
    tried = new Commits(repository).file("a", "new").commit("new");
    PushMarker.force(repository, "refs/heads/main", tried);
    PushMarker.force(repository, "refs/heads/feature", tried);
  }

  @AfterEach
  void close() {
    repository.close();
  }

  private static ImageDigest image(String commit) {
    return new ImageDigest("sha256:%064x".formatted(commit.hashCode() & 0xffffffffL));
  }

  private void release(String commit, ReleaseStatus status) {
    Slug slug =
        new Slug(
            image(commit),
            List.of("launch"),
            new TreeMap<>(Map.of(ProcessType.WEB, "serve")),
            "test",
            commit);
    releases.addFirst(
        new Release(
            UUID.randomUUID(),
            SHOP.id(),
            new ReleaseVersion(releases.size() + 1),
            Optional.of(slug),
            ConfigVars.EMPTY,
            "Deploy",
            "me",
            Instant.EPOCH,
            status,
            Instant.EPOCH));
  }

  private Optional<ObjectId> main() throws IOException {
    new TriedBranches(
            app -> releases.subList(0, Math.min(FEW, releases.size())),
            app -> releases,
            image -> !gone.contains(image),
            repositories.locks())
        .putBack(SHOP, repository);
    assertEquals(tried, repository.resolve("refs/heads/feature"), "it deploys nothing");
    return Optional.ofNullable(repository.resolve("refs/heads/main"));
  }

  @Test
  void afterAnAbortTheBranchNamesTheCommitThatIsLive() throws IOException {
    release(live.name(), LIVE);
    release(tried.name(), ABORTED);
    assertEquals(Optional.of(live), main());
  }

  @Test
  void aCommitWhoseImageIsGoneCanBePushedAgain() throws IOException {
    release(live.name(), LIVE);
    release(tried.name(), LIVE);
    gone.add(image(tried.name()));
    assertEquals(Optional.of(live), main());
  }

  @Test
  void whereAllImagesAreGoneTheBranchIsTooAndItsOldCommitIsNoLongerInTheWay() throws IOException {
    release(live.name(), LIVE);
    release(tried.name(), LIVE);
    gone.add(image(live.name()));
    gone.add(image(tried.name()));
    assertEquals(Optional.empty(), main());
  }

  @Test
  void whatIsLiveOrStillTriedKeepsTheBranch() throws IOException {
    release(live.name(), LIVE);
    release(tried.name(), ABORTED);
    release(tried.name(), new ReleaseStatus.Rolling());
    assertEquals(Optional.of(tried), main());
  }

  @Test
  void aConfigChangeThatFailedIsNoReasonToLeaveACommitThatIsLive() throws IOException {
    release(tried.name(), LIVE);
    release(tried.name(), ABORTED);
    assertEquals(Optional.of(tried), main());
  }

  @Test
  void aCommitThatWasLiveLongAgoKeepsItsBranchHoweverManyOfItsReleasesFailedSince()
      throws IOException {
    release(tried.name(), LIVE);
    release(live.name(), LIVE);
    for (int i = 0; i < FEW; i++) {
      release(tried.name(), ABORTED);
    }
    assertEquals(Optional.of(tried), main());
  }

  @Test
  void whatNoReleaseWasMadeOfIsLeftAlone() throws IOException {
    release(live.name(), LIVE);
    assertEquals(Optional.of(tried), main());
  }

  @Test
  void whereNoCommitEverWentLiveThereIsNoBranchAgain() throws IOException {
    release("uploaded", LIVE);
    release(tried.name(), ABORTED);
    assertEquals(Optional.empty(), main());
  }
}
