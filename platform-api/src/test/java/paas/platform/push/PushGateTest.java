package paas.platform.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceiveCommand.Result;
import org.eclipse.jgit.transport.ReceivePack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.platform.access.Email;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.fault.Rejected;
import paas.platform.git.Commits;
import paas.platform.git.Repositories;
import paas.platform.intake.Notes;
import paas.platform.intake.Requester;
import paas.platform.release.Percent;

@Tag("contract")
class PushGateTest {
  private static final User ADA =
      new User(UUID.randomUUID(), new Email("ada@example.com"), false, Instant.EPOCH);
  private static final App SHOP =
      new App(
          AppId.random(),
          new AppName("shop"),
          ADA.id(),
          AppSettings.DEFAULT,
          Instant.EPOCH,
          Instant.EPOCH);

  @TempDir private Path dir;
  private final List<String> deployed = new ArrayList<>();
  private BranchDeploy outcome = (pushed, repository, console, requester) -> Optional.empty();
  private Repository repository;
  private ObjectId commit;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private boolean isNew;

  @BeforeEach
  void open() throws IOException {
    repository = new Repositories(dir).open(SHOP.id());
    commit = new Commits(repository).file("a", "a").commit("one");
  }

  @AfterEach
  void close() {
    repository.close();
  }

  private ReceiveCommand create(String ref) {
    return new ReceiveCommand(ObjectId.zeroId(), commit, ref);
  }

  private ReceiveCommand delete(String ref) {
    return new ReceiveCommand(commit, ObjectId.zeroId(), ref);
  }

  private void push(App app, ReceiveCommand... commands) {
    BranchDeploy deploy =
        (pushed, in, console, requester) -> {
          deployed.add(pushed.branch());
          return outcome.run(pushed, in, console, requester);
        };
    ReceivePack pack =
        new ReceivePack(repository) {
          @Override
          public OutputStream getMessageOutputStream() {
            return shown;
          }
        };
    new PushGate(new Destination(app, isNew), ADA, repository, deploy, new Requester(() -> true))
        .onPreReceive(pack, List.of(commands));
  }

  private Result resultOf(ReceiveCommand command) {
    push(SHOP, command);
    return command.getResult();
  }

  @Test
  void theDeployBranchIsTakenOnceItIsLive() {
    assertEquals(Result.NOT_ATTEMPTED, resultOf(create("refs/heads/main")));
    assertEquals(List.of("main"), deployed);
  }

  /** A typo in the remote must not look like a deploy of the app that was meant. */
  @Test
  void aPushThatMakesTheAppSaysSoFirst() {
    outcome =
        (pushed, in, console, requester) -> {
          console.heading("Building");
          return Optional.empty();
        };
    push(SHOP, create("refs/heads/main"));
    assertEquals("-----> Building\n", shown.toString(StandardCharsets.UTF_8));
    shown.reset();
    isNew = true;
    push(SHOP, create("refs/heads/main"));
    assertEquals(
        "-----> Making 'shop', as there was no such app. A typo? paas destroy shop\n-----> Building\n",
        shown.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aDeployThatFailedRefusesTheBranchAndSaysWhy() throws IOException {
    outcome =
        (pushed, in, console, requester) -> {
          Notes notes = PushDeploy.marker(pushed, in);
          try {
            notes.beforeRelease();
            notes.ended(false);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
          return Optional.of("the deploy failed");
        };
    ReceiveCommand command = create("refs/heads/main");
    assertEquals(Result.REJECTED_OTHER_REASON, resultOf(command));
    assertEquals("the deploy failed", command.getMessage());
    assertEquals(Map.of(), PushMarker.all(repository));
  }

  @Test
  void aFaultOfThePlatformRefusesTheBranch() {
    outcome =
        (pushed, in, console, requester) -> {
          throw new IllegalStateException("the database is away");
        };
    ReceiveCommand command = create("refs/heads/main");
    assertEquals(Result.REJECTED_OTHER_REASON, resultOf(command));
    assertEquals("internal error", command.getMessage());
  }

  @Test
  void otherBranchesAndTagsAreStoredOnly() {
    assertEquals(Result.NOT_ATTEMPTED, resultOf(create("refs/heads/feature/main")));
    assertEquals(Result.NOT_ATTEMPTED, resultOf(create("refs/tags/main")));
    assertEquals(Result.NOT_ATTEMPTED, resultOf(delete("refs/heads/feature/main")));
    assertEquals(List.of(), deployed);
  }

  @Test
  void theDeployBranchCannotBeDeleted() {
    assertEquals(Result.REJECTED_OTHER_REASON, resultOf(delete("refs/heads/main")));
    assertEquals(List.of(), deployed);
  }

  @Test
  void everythingElseIsRefused() {
    for (String ref : List.of("refs/paas/pushing/main", "refs/notes/x", "refs/for/main")) {
      assertEquals(Result.REJECTED_OTHER_REASON, resultOf(create(ref)), ref);
      assertEquals(Result.REJECTED_OTHER_REASON, resultOf(delete(ref)), ref);
    }
    assertEquals(List.of(), deployed);
  }

  @Test
  void ofSeveralRefsOnlyTheDeployBranchDeploys() {
    push(SHOP, create("refs/heads/feature"), create("refs/heads/main"), create("refs/tags/v1"));
    assertEquals(List.of("main"), deployed);
  }

  @Test
  void aDeployBranchOfOnesOwnReplacesMainAndMaster() {
    AppSettings settings = AppSettings.DEFAULT.withDeployBranch("production");
    App own = SHOP.with(settings, Instant.EPOCH);
    push(own, create("refs/heads/main"), create("refs/heads/production"));
    assertEquals(List.of("production"), deployed);
  }

  @Test
  void aBranchThatGitCouldNotStoreIsNotDeployed() throws IOException {
    PushMarker.force(repository, "refs/heads/main/old", commit);
    ReceiveCommand command = create("refs/heads/main");
    assertEquals(Result.REJECTED_OTHER_REASON, resultOf(command));
    assertEquals(
        "main cannot be stored beside main/old: delete that one first, git push paas :main/old",
        command.getMessage());
    assertEquals(Result.REJECTED_OTHER_REASON, resultOf(create("refs/heads/main/old/er")));
    assertEquals(Result.REJECTED_OTHER_REASON, resultOf(create("refs/heads/x/" + "a".repeat(251))));
    assertEquals(
        Result.REJECTED_OTHER_REASON, resultOf(create("refs/heads/x" + "/long".repeat(200))));
    assertEquals(Result.NOT_ATTEMPTED, resultOf(create("refs/heads/x/" + "a".repeat(200))));
    assertEquals(List.of(), deployed);
  }

  /** As {@code git push --mirror} and {@code --prune} ask for it; JGit deletes first. */
  @Test
  void aBranchMayTakeTheNameThatTheSamePushFrees() throws IOException {
    PushMarker.force(repository, "refs/heads/main/old", commit);
    ReceiveCommand main = create("refs/heads/main");
    push(SHOP, main, delete("refs/heads/main/old"));
    assertEquals(Result.NOT_ATTEMPTED, main.getResult());
    assertEquals(List.of("main"), deployed);
  }

  @Test
  void aNameStaysTakenWhereItsDeletionIsRefused() throws IOException {
    PushMarker.force(repository, "refs/heads/main", commit);
    ReceiveCommand below = create("refs/heads/main/x");
    push(SHOP, delete("refs/heads/main"), below);
    assertEquals(Result.REJECTED_OTHER_REASON, below.getResult());
  }

  @Test
  void branchesOfOnePushThatCannotBeSideBySideAreNotBothTaken() {
    ReceiveCommand main = create("refs/heads/main");
    push(SHOP, create("refs/heads/main/x"), main);
    assertEquals(Result.REJECTED_OTHER_REASON, main.getResult());
    assertEquals(List.of(), deployed);
  }

  @Test
  void aBranchThatHasMovedMeanwhileIsNotDeployed() throws IOException {
    ObjectId theirs = new Commits(repository).file("a", "theirs").commit("two");
    PushMarker.force(repository, "refs/heads/main", theirs);
    ReceiveCommand command = create("refs/heads/main");
    assertEquals(Result.REJECTED_OTHER_REASON, resultOf(command));
    assertEquals("main has moved meanwhile: fetch, then push again", command.getMessage());
    assertEquals(List.of(), deployed);
    ReceiveCommand next = new ReceiveCommand(theirs, commit, "refs/heads/main");
    assertEquals(Result.NOT_ATTEMPTED, resultOf(next));
  }

  @Test
  void aBranchThatMovesDuringTheBuildIsNotReleased() throws IOException {
    BranchDeploy.Pushed pushed =
        new BranchDeploy.Pushed(
            SHOP, "main", ObjectId.zeroId(), commit, ADA, Optional.<Percent>empty());
    Notes notes = PushDeploy.marker(pushed, repository);
    ObjectId theirs = new Commits(repository).file("a", "theirs").commit("two");
    PushMarker.force(repository, "refs/heads/main", theirs);
    assertThrows(Rejected.class, notes::beforeRelease);
    assertEquals(Map.of(), PushMarker.all(repository));
  }

  @Test
  void aBranchTakesCommitsOnly() throws IOException {
    ObjectId tag;
    try (ObjectInserter objects = repository.newObjectInserter()) {
      TagBuilder builder = new TagBuilder();
      builder.setTag("v1");
      builder.setObjectId(commit, Constants.OBJ_COMMIT);
      tag = objects.insert(builder);
      objects.flush();
    }
    ReceiveCommand command = new ReceiveCommand(ObjectId.zeroId(), tag, "refs/heads/main");
    assertEquals(Result.REJECTED_OTHER_REASON, resultOf(command));
    assertEquals(
        "a branch takes commits only; that of a tag is git push paas TAG^{}:refs/heads/main",
        command.getMessage());
    assertEquals(List.of(), deployed);
    ReceiveCommand tagging = new ReceiveCommand(ObjectId.zeroId(), tag, "refs/tags/v1");
    assertEquals(Result.NOT_ATTEMPTED, resultOf(tagging));
  }

  @Test
  void theMarkerOfAnotherPushStays() throws IOException {
    ObjectId theirs = new Commits(repository).file("a", "theirs").commit("two");
    PushMarker.set(repository, "main", theirs);
    outcome = (pushed, in, console, requester) -> Optional.of("another deploy is under way");
    assertEquals(Result.REJECTED_OTHER_REASON, resultOf(create("refs/heads/main")));
    assertEquals(Map.of("main", theirs), PushMarker.all(repository));
  }

  /** The first one may go live yet, and be cut off before git moves the branch. */
  @Test
  void theMarkerOfAnotherPushOfTheSameCommitStays() throws IOException {
    PushMarker.set(repository, "main", commit);
    outcome =
        (pushed, in, console, requester) -> {
          try {
            PushDeploy.marker(pushed, in).ended(false);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
          return Optional.of("another deploy is under way");
        };
    assertEquals(Result.REJECTED_OTHER_REASON, resultOf(create("refs/heads/main")));
    assertEquals(Map.of("main", commit), PushMarker.all(repository));
  }

  @Test
  void whatGitRefusedAlreadyIsNotDeployed() {
    ReceiveCommand command = create("refs/heads/main");
    command.setResult(Result.REJECTED_NONFASTFORWARD);
    push(SHOP, command);
    assertEquals(List.of(), deployed);
  }

  @Test
  void aPushOptionAsksForACanary() {
    assertEquals(Optional.of(new Percent(10)), PushOptions.parse(List.of("canary=10")).canary());
    assertEquals(Optional.empty(), PushOptions.parse(List.of()).canary());
  }

  @ParameterizedTest
  @ValueSource(strings = {"canary", "canary=", "canary=0", "canary=100", "canray=10", "ci.skip"})
  void anOptionThatIsNotKnownIsRefused(String option) {
    assertThrows(Rejected.class, () -> PushOptions.parse(List.of(option)));
  }
}
