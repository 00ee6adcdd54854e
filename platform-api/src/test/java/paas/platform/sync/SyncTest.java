package paas.platform.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.builder.fetch.CheckedNames;
import paas.platform.access.Email;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.build.Builds;
import paas.platform.fault.Rejected;
import paas.platform.git.CommitBuilds;
import paas.platform.git.Commits;
import paas.platform.git.Fetches;
import paas.platform.git.GitServer;
import paas.platform.git.Repositories;
import paas.platform.git.Submodules;
import paas.platform.intake.Console;
import paas.platform.outbound.Outbound;
import paas.platform.pack.PackIntake;
import paas.platform.push.PushMarker;
import paas.platform.store.AppStore;
import paas.platform.store.BuildOrder;
import paas.platform.store.BuildQueue;
import paas.platform.store.BuildRecord;
import paas.platform.store.BuildStore;
import paas.platform.store.CollaboratorStore;
import paas.platform.store.GitStore;
import paas.platform.store.UserStore;

/** With whose account a sync that stood in line reads, once its turn comes. */
@Tag("contract")
class SyncTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir Path home;
  @TempDir Path elsewhere;
  private final List<String> said = new ArrayList<>();
  private final List<Repository> open = new ArrayList<>();
  private ApplicationContext context;
  private GitServer server;
  private GitServer closed;
  private User namer;
  private App app;

  @BeforeEach
  void start() throws IOException {
    // Builds want to know the stack; none of these syncs comes as far as a build.
    Files.writeString(home.resolve("stack.json"), "{\"image\":\"sha256:" + "0".repeat(64) + "\"}");
    context = ApplicationContext.run(Map.of("paas.home", home.toString()));
    server = new GitServer();
    closed = new GitServer();
    closed.require("ada", "hunter2");
    namer = user("namer");
    app =
        bean(AppStore.class)
            .create(new AppName("shop"), user("owner").id(), AppSettings.DEFAULT, NOW);
    bean(CollaboratorStore.class).add(app.id(), namer.id(), NOW);
    bean(GitStore.class).keep(namer.id(), "127.0.0.1", "ada", "hunter2", NOW);
  }

  @AfterEach
  void stop() {
    open.forEach(Repository::close);
    server.close();
    closed.close();
    context.close();
  }

  private <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  private User user(String name) {
    return bean(UserStore.class).create(new Email(name + "@example.com"), false, NOW);
  }

  /** The repository at that server, with one commit on main. */
  private ObjectId serve(GitServer at, String name, String gitmodules, Optional<ObjectId> module)
      throws IOException {
    Repository repository = new Repositories(elsewhere.resolve(name)).open(AppId.random());
    open.add(repository);
    Commits commits = new Commits(repository).file(".gitmodules", gitmodules);
    module.ifPresent(commit -> commits.submodule("lib", commit));
    ObjectId commit = commits.commit("one");
    PushMarker.force(repository, "refs/heads/main", commit);
    at.serve(name, repository);
    return commit;
  }

  private BuildRecord ordered(String url) {
    BuildOrder order = new BuildOrder.Sync(url, "main", Optional.of(namer.id()));
    return bean(BuildQueue.class).add(app.id(), order, "", "namer@example.com", NOW);
  }

  /** Its turn comes; what the sync is refused with. */
  private String refusal(BuildRecord build) {
    Outbound outbound =
        new Outbound(CheckedNames.allowing(server.authority() + "," + closed.authority()));
    Repositories repositories = new Repositories(home.resolve("git"));
    Fetches fetches = new Fetches(outbound, new PackIntake(home.resolve("incoming")));
    Submodules submodules =
        new Submodules(repositories, fetches, outbound, bean(GitStore.class)::login);
    BuildQueue queue = bean(BuildQueue.class);
    SyncWay way =
        new SyncWay(
            repositories,
            fetches,
            new CommitBuilds(bean(Builds.class), submodules),
            queue,
            bean(Readers.class));
    var arrival = way.arrival(app, queue.find(build.id()).orElseThrow()).orElseThrow();
    Console console = new Console(said::add);
    UUID id = build.id();
    return String.valueOf(
        assertThrows(Rejected.class, () -> arrival.maker().make(id, console, whenGone -> {}))
            .getMessage());
  }

  private void leftNothingButTheCommand(BuildRecord build, String url) {
    String refusal = refusal(build);
    assertEquals(
        "127.0.0.1 does not let the platform read that repository: it is asked for without an"
            + " account, as who named it has no part in the app any more. Store an account there"
            + " with `paas git:auth 127.0.0.1 USER`, then name it again: `paas git:sync "
            + url
            + "#main`.",
        refusal);
    assertTrue(said.toString().contains("Without an account"), said.toString());
    assertEquals(Set.of("null"), Set.copyOf(closed.authorizations));
  }

  @Test
  void whoMayChangeTheAppLendsItTheirAccount() throws IOException {
    serve(
        closed,
        "private",
        "[submodule",
        Optional.of(ObjectId.fromString("c0ffee".repeat(6) + "c0ff")));

    String refusal = refusal(ordered(closed.url("private")));

    assertTrue(refusal.contains(".gitmodules cannot be read"), refusal);
    assertTrue(closed.authorizations.stream().anyMatch(shown -> shown.startsWith("Basic ")));
  }

  @Test
  void whoLeftTheAppWhileTheSyncStoodInLineDoesNot() throws IOException {
    serve(closed, "private", "", Optional.empty());
    BuildRecord build = ordered(closed.url("private"));

    bean(CollaboratorStore.class).remove(app.id(), namer.id());

    leftNothingButTheCommand(build, closed.url("private"));
  }

  @Test
  void whoLostTheAppWhileTheSyncStoodInLineDoesNot() throws IOException {
    serve(closed, "private", "", Optional.empty());
    AppStore apps = bean(AppStore.class);
    App theirs = apps.give(app, namer.id(), NOW);
    BuildRecord build = ordered(closed.url("private"));

    apps.give(theirs, user("heir").id(), NOW);
    bean(CollaboratorStore.class).remove(app.id(), namer.id());

    leftNothingButTheCommand(build, closed.url("private"));
  }

  @Test
  void whoWasRemovedWhileTheSyncStoodInLineDoesNot() throws IOException {
    serve(closed, "private", "", Optional.empty());
    BuildRecord build = ordered(closed.url("private"));

    bean(UserStore.class).delete(namer.id());

    leftNothingButTheCommand(build, closed.url("private"));
  }

  /** Only what is behind it is refused: a submodule that asks for an account. */
  @Test
  void aPublicRepositoryIsReadOnWhenWhoNamedItHasLeft() throws IOException {
    ObjectId module = serve(closed, "lib", "", Optional.empty());
    String gitmodules = "[submodule \"lib\"]\n\tpath = lib\n\turl = " + closed.url("lib") + "\n";
    ObjectId commit = serve(server, "public", gitmodules, Optional.of(module));
    BuildRecord build = ordered(server.url("public"));
    bean(CollaboratorStore.class).remove(app.id(), namer.id());

    String refusal = refusal(build);

    assertEquals(commit.name(), bean(BuildStore.class).find(build.id()).orElseThrow().commit());
    assertTrue(refusal.startsWith("Submodule lib: "), refusal);
    assertTrue(refusal.endsWith("`paas git:sync " + server.url("public") + "#main`."), refusal);
    assertEquals(Set.of("null"), Set.copyOf(closed.authorizations));
    assertEquals(Set.of("null"), Set.copyOf(server.authorizations));
  }
}
