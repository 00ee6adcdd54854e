package paas.platform.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.builder.fetch.CheckedNames;
import paas.platform.app.AppId;
import paas.platform.fault.Rejected;
import paas.platform.outbound.Outbound;
import paas.platform.pack.PackIntake;
import paas.platform.push.PushMarker;
import paas.platform.store.GitStore;

@Tag("contract")
class FetchesTest {
  private static final AppId APP = AppId.random();
  private static final Reader READER = new Reader.Member(UUID.randomUUID());

  @TempDir Path home;
  @TempDir Path elsewhere;
  private final List<Repository> open = new ArrayList<>();
  private GitServer server;
  private Repositories repositories;
  private Repository app;
  private Fetches fetches;
  private PackIntake packs;

  @BeforeEach
  void start() throws IOException {
    server = new GitServer();
    repositories = new Repositories(home);
    app = repositories.open(APP);
    packs = new PackIntake(home.resolve("incoming"));
    fetches = new Fetches(new Outbound(CheckedNames.allowing(server.authority())), packs);
  }

  @AfterEach
  void stop() {
    server.close();
    app.close();
    open.forEach(Repository::close);
  }

  private Repository foreign(String name) {
    Repository repository = new Repositories(elsewhere.resolve(name)).open(AppId.random());
    open.add(repository);
    server.serve(name, repository);
    return repository;
  }

  private static ObjectId branch(Repository repository, Commits commits) throws IOException {
    ObjectId commit = commits.commit("one");
    PushMarker.force(repository, "refs/heads/main", commit);
    return commit;
  }

  private Fetches.Remote remote(String name, Optional<GitStore.Login> login) {
    return new Fetches.Remote(server.url(name), READER, login, whenGone -> {});
  }

  private ObjectId fetch(String name, String reference, Optional<GitStore.Login> login)
      throws IOException {
    return fetches.commit(app, remote(name, login), new Reference(reference), "refs/paas/fetched");
  }

  private String refusal(String name, String reference) {
    return assertThrows(Rejected.class, () -> fetch(name, reference, Optional.empty()))
        .getMessage();
  }

  @Test
  void aBranchATagAndHeadAreFetched() throws IOException {
    Repository foreign = foreign("a");
    ObjectId commit = branch(foreign, new Commits(foreign).file("Procfile", "web: x"));
    PushMarker.force(foreign, "refs/tags/v1", commit);
    assertEquals(commit, fetch("a", "main", Optional.empty()));
    assertEquals(commit, fetch("a", "v1", Optional.empty()));
    assertEquals(commit, fetch("a", "", Optional.empty()));
    assertTrue(app.getObjectDatabase().has(commit));
  }

  @Test
  void whatIsNotThereIsSaid() throws IOException {
    branch(foreign("a"), new Commits(open.get(0)).file("x", "x"));
    assertTrue(refusal("a", "nope").contains("no branch or tag 'nope'"));
    assertTrue(refusal("b", "main").contains("cannot be fetched"));
  }

  @Test
  void anAccountIsShownWhereItIsAskedForAndNowhereElse() throws IOException {
    Repository foreign = foreign("private");
    ObjectId commit = branch(foreign, new Commits(foreign).file("x", "x"));
    server.require("ada", "hunter2");
    assertTrue(refusal("private", "main").contains("paas git:auth 127.0.0.1"));
    Optional<GitStore.Login> login = Optional.of(new GitStore.Login("ada", "hunter2"));
    assertEquals(commit, fetch("private", "main", login));
    try (GitServer other = new GitServer()) {
      other.require("x", "y");
      server.redirect("moved", other.url("private"));
      fetches =
          new Fetches(
              new Outbound(CheckedNames.allowing(server.authority() + "," + other.authority())),
              packs);
      assertThrows(Rejected.class, () -> fetch("moved", "main", login));
      assertTrue(
          other.authorizations.stream().allMatch("null"::equals), other.authorizations.toString());
    }
  }

  @Test
  void aRedirectToTheInsideIsNotFollowed() throws IOException {
    try (GitServer inside = new GitServer()) {
      server.redirect("moved", inside.url("a"));
      assertTrue(refusal("moved", "main").contains("is not a public address"));
      assertEquals(List.of(), inside.authorizations);
    }
  }

  @Test
  void aFileThatIsTooLargeForAPushIsTooLargeForAFetch() throws IOException {
    Repository foreign = foreign("large");
    branch(foreign, new Commits(foreign).file("x", "0".repeat(101 << 20)));
    String why = refusal("large", "main");
    assertTrue(why.contains("cannot be fetched: Object too large (105,906,176 bytes)"), why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--upload-pack=/bin/sh",
        "-x",
        "$(id) x",
        "a..b",
        "a\nb",
        "a b",
        "refs/../../x",
        "x.lock",
        "@{u}",
        "~1"
      })
  void whatIsNoNameOfABranchIsRefused(String name) {
    assertThrows(Rejected.class, () -> new Reference(name));
    assertThrows(Rejected.class, () -> new Reference("x".repeat(4000)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ext::sh -c id", "file:///etc", "/etc", "git@h:x.git", "ssh://h/x", "--x"})
  void onlyWebAddressesAreFetched(String url) {
    Fetches.Remote remote = new Fetches.Remote(url, READER, Optional.empty(), whenGone -> {});
    assertThrows(
        Rejected.class, () -> fetches.commit(app, remote, new Reference("main"), "refs/x"));
  }

  private List<String> names(ObjectId commit, Optional<String> base, List<String> said)
      throws IOException {
    return names(commit, base, said, (user, host) -> Optional.empty());
  }

  private List<String> names(
      ObjectId commit, Optional<String> base, List<String> said, Submodules.Accounts accounts)
      throws IOException {
    Submodules submodules =
        new Submodules(
            repositories,
            fetches,
            new Outbound(CheckedNames.allowing(server.authority())),
            accounts);
    var console = new paas.platform.intake.Console(said::add);
    var asked = new Submodules.Asked(APP, READER, base, console, whenGone -> {});
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    try (Submodules.Whole whole = submodules.whole(app, commit, asked)) {
      whole.tree().writeTar(tar);
    }
    List<String> names = new ArrayList<>();
    try (var in = new TarArchiveInputStream(new ByteArrayInputStream(tar.toByteArray()))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  private static String section(String path, String url) {
    return "[submodule \"" + path + "\"]\n\tpath = " + path + "\n\turl = " + url + "\n";
  }

  @Test
  void aSubmoduleIsFetchedByItsOwnOrARelativeUrl() throws IOException {
    Repository lib = foreign("lib");
    ObjectId inner = branch(lib, new Commits(lib).file("code.js", "x"));
    ObjectId outer =
        new Commits(app)
            .file(
                ".gitmodules", section("rel", "../lib") + section("vendor/lib", server.url("lib")))
            .submodule("rel", inner)
            .submodule("vendor/lib", inner)
            .commit("outer");
    List<String> said = new ArrayList<>();
    assertEquals(
        List.of(".gitmodules", "rel/code.js", "vendor/lib/code.js"),
        names(outer, Optional.of(server.url("outer")), said));
  }

  /** What a repository says is not what its user says: here, to show a token without TLS. */
  @Test
  void anAccountIsShownWithoutTlsOnlyWhereItsUserNamedThatServer() throws IOException {
    Repository lib = foreign("lib");
    ObjectId inner = branch(lib, new Commits(lib).file("code.js", "x"));
    ObjectId outer =
        new Commits(app)
            .file(".gitmodules", section("lib", server.url("lib")))
            .submodule("lib", inner)
            .commit("outer");
    server.require("ada", "hunter2");
    Submodules.Accounts accounts =
        (user, host) -> Optional.of(new GitStore.Login("ada", "hunter2"));

    List<String> said = new ArrayList<>();
    assertThrows(Rejected.class, () -> names(outer, Optional.empty(), said, accounts));
    assertTrue(said.toString().contains("without your account"), said.toString());
    Optional<String> elsewhere = Optional.of(server.url("outer").replaceAll(":[0-9]+/", ":1/"));
    assertThrows(Rejected.class, () -> names(outer, elsewhere, said, accounts));
    assertEquals(Set.of("null"), Set.copyOf(server.authorizations));

    Optional<String> named = Optional.of(server.url("outer"));
    assertEquals(
        List.of(".gitmodules", "lib/code.js"), names(outer, named, new ArrayList<>(), accounts));
  }

  @Test
  void oneThatMayNotBeFetchedStaysEmptyAndIsNamed() throws IOException {
    ObjectId any = ObjectId.fromString("c0ffee" + "0".repeat(34));
    for (String url : List.of("ext::sh -c id", "file:///etc", "http://10.0.0.1/x.git", "../lib")) {
      ObjectId outer =
          new Commits(app)
              .file(".gitmodules", section("lib", url))
              .submodule("lib", any)
              .commit("o");
      List<String> said = new ArrayList<>();
      assertEquals(List.of(".gitmodules"), names(outer, Optional.empty(), said));
      assertTrue(said.toString().contains("Submodule lib is not fetched"), said.toString());
    }
  }

  @Test
  void aRelativeUrlThatIsNoneIsNamed() throws IOException {
    ObjectId outer =
        new Commits(app)
            .file(".gitmodules", section("lib", "../my lib"))
            .submodule("lib")
            .commit("o");
    List<String> said = new ArrayList<>();
    assertEquals(List.of(".gitmodules"), names(outer, Optional.of(server.url("outer")), said));
    assertTrue(said.toString().contains("'../my lib' is no URL"), said.toString());
  }

  @Test
  void aCommitThatTheSubmoduleLacksIsSaid() throws IOException {
    Repository lib = foreign("lib");
    branch(lib, new Commits(lib).file("code.js", "x"));
    ObjectId outer =
        new Commits(app)
            .file(".gitmodules", section("lib", server.url("lib")))
            .submodule("lib", ObjectId.fromString("c0ffee" + "0".repeat(34)))
            .commit("o");
    Rejected refused =
        assertThrows(Rejected.class, () -> names(outer, Optional.empty(), new ArrayList<>()));
    assertTrue(refused.getMessage().contains("holds commit c0ffee00"), refused.getMessage());
  }

  @Test
  void filesThatAreLfsPointersAreFound() throws IOException {
    String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 12\n";
    ObjectId commit =
        new Commits(app).file("a.bin", pointer).file("b.txt", "version 1").commit("lfs");
    CommitTree tree = new CommitTree(app, commit);
    tree.writeTar(java.io.OutputStream.nullOutputStream());
    assertEquals(List.of("a.bin"), tree.lfsPointers());
  }
}
