package paas.builder.buildpack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.builder.BuildpackServer;
import paas.builder.SourceTree;
import paas.builder.TestTrees;
import paas.builder.fault.BuildFault;
import paas.builder.fetch.CheckedNames;
import paas.builder.fetch.Stop;
import paas.builder.output.BuildLines;
import paas.builder.output.Redactor;
import paas.builder.source.Source;
import paas.builder.source.SourceBounds;
import paas.builder.source.SourceView;

class BuildpacksTest {
  private static final Stop NEVER =
      new Stop() {
        @Override
        public boolean stopped() {
          return false;
        }

        @Override
        public void onStop(Runnable closer) {
          // It is not stopped.
        }
      };

  @TempDir Path folder;
  private BuildpackServer server;
  private final List<String> output = new ArrayList<>();

  @BeforeEach
  void serve() throws Exception {
    server = new BuildpackServer();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private Buildpacks buildpacks() {
    return new Buildpacks(
        new BuiltIns(Path.of("..", "buildpacks")),
        folder.resolve("copies"),
        CheckedNames.allowing("127.0.0.1"));
  }

  private Buildpack resolve(String name) throws BuildFault, IOException {
    return resolve(name, TestTrees.of(Map.of("a", "")));
  }

  private Buildpack resolve(String name, SourceTree app) throws BuildFault, IOException {
    Path place = Files.createTempDirectory(folder, "build-");
    var lines = new BuildLines(output::add, new Redactor(Map.of()), 1 << 20);
    Source source =
        Source.receive(
            app::writeTar,
            place.resolve("source.tar"),
            new SourceBounds(1 << 20, 100),
            SourceView.WHOLE);
    return buildpacks()
        .resolve(List.of(name), source, new Workplace(place, lines, NEVER))
        .getFirst();
  }

  private String refusal(String name) {
    var fault = assertThrows(BuildFault.class, () -> resolve(name));
    assertEquals("buildpacks", fault.phase(), fault.reason());
    return fault.reason();
  }

  private static Map<String, String> files(Buildpack pack) throws IOException {
    Map<String, String> files = new TreeMap<>();
    pack.files()
        .forEach((name, entry, content) -> {
          if (entry.isFile()) {
            files.put(name, new String(content.readAllBytes(), StandardCharsets.UTF_8));
          }
        });
    return files;
  }

  private String published() throws Exception {
    server.commit("bin/detect", "1");
    return server.commit("bin/compile", "1");
  }

  @Test
  void builtInOnesAreFoundUnderTheirNamesAndHerokus() throws Exception {
    for (String name : List.of("nodejs", "heroku/nodejs", "urn:buildpack:heroku/nodejs", "node")) {
      Buildpack pack = resolve(name);
      assertEquals("nodejs", pack.name());
      assertTrue(pack.builtIn());
      assertTrue(files(pack).containsKey("bin/compile"));
      assertEquals(64, pack.version().length());
    }
  }

  @Test
  void unknownOneIsRefusedWithTheNamesThatThereAre() {
    var fault = assertThrows(BuildFault.class, () -> resolve("heroku/cobol"));
    assertEquals("There is no built-in buildpack 'heroku/cobol'.", fault.reason());
    assertTrue(fault.advice().contains("nodejs, python"), fault.advice());
  }

  @Test
  void otherKindsOfAddressesAreRefused() {
    for (String name :
        List.of(
            "ext::sh -c id",
            "ext::sh",
            "file:///etc",
            "ssh://git@example.com/x",
            "git@example.com:x/y.git",
            "git://example.com/x.git",
            "/etc/buildpack",
            "../other",
            "./../other",
            "--upload-pack=id",
            "https://",
            "https://a b",
            "https://example.com/x\n.git",
            "https://example.com/" + "x".repeat(4096),
            "https://example.com/x.git#--upload-pack=id",
            "https://example.com/x.git#a..b",
            "https://example.com/x.git#$(id)~",
            "")) {
      var fault = assertThrows(BuildFault.class, () -> resolve(name), name);
      assertTrue(Set.of("buildpacks", "settings").contains(fault.phase()), name);
    }
    assertTrue(refusal("https://u:secret@127.0.0.1:1/x.git").contains("https://127.0.0.1:1/x.git"));
  }

  @Test
  void moreThanAFewAreRefused() throws Exception {
    var fault =
        assertThrows(
            BuildFault.class,
            () ->
                buildpacks()
                    .resolve(
                        Collections.nCopies(21, "nodejs"),
                        Source.receive(
                            TestTrees.of(Map.of("a", ""))::writeTar,
                            folder.resolve("tar"),
                            new SourceBounds(1 << 20, 100),
                            SourceView.WHOLE),
                        new Workplace(
                            folder,
                            new BuildLines(output::add, new Redactor(Map.of()), 1 << 20),
                            NEVER)));
    assertTrue(fault.reason().contains("names 21 buildpacks"), fault.reason());
  }

  @Test
  void gitIsFetchedAtItsHeadABranchATagAndCommits() throws Exception {
    String first = published();
    server.git().branchCreate().setName("old").call();
    server
        .git()
        .tag()
        .setName("v1")
        .setAnnotated(true)
        .setSigned(false)
        .setMessage("x")
        .setTagger(new PersonIdent("t", "t@example.com"))
        .call();
    String second = server.commit("bin/compile", "2");
    assertEquals(second, resolve(server.url("/pack.git")).version());
    assertEquals("2", files(resolve(server.url("/pack.git#main"))).get("bin/compile"));
    for (String ref : List.of("old", "v1", first, first.substring(0, 10))) {
      Buildpack pack = resolve(server.url("/pack.git#" + ref));
      assertEquals(first, pack.version(), ref);
      assertEquals("1", files(pack).get("bin/compile"), ref);
      assertFalse(pack.builtIn());
    }
    assertTrue(refusal(server.url("/pack.git#nothing")).contains("no branch, tag or commit"));
  }

  @Test
  void commitThatWasFetchedOnceIsNotFetchedAgain() throws Exception {
    published();
    resolve(server.url("/pack.git"));
    int before = server.packsSent.get();
    resolve(server.url("/pack.git"));
    assertEquals(before, server.packsSent.get());
  }

  @Test
  void archiveIsKnownByItsContentAndMayHaveAFolderOfItsOwn() throws Exception {
    server.file(
        "/flat.tgz",
        BuildpackServer.tgz(TestTrees.of(Map.of("bin/detect", "d", "bin/compile", "c"))));
    server.file(
        "/forge.tar.gz",
        BuildpackServer.tgz(
            TestTrees.of(Map.of("x-1.0/bin/detect", "d", "x-1.0/bin/compile", "c"))));
    server.redirect("/latest.tgz", server.url("/flat.tgz"));
    Buildpack flat = resolve(server.url("/flat.tgz"));
    assertEquals(64, flat.version().length());
    assertEquals(flat.version(), resolve(server.url("/latest.tgz")).version());
    assertEquals(Map.of("bin/detect", "d", "bin/compile", "c"), files(flat));
    assertEquals(files(flat), files(resolve(server.url("/forge.tar.gz?x=1"))));
  }

  @Test
  void hostileArchivesAreRefused() throws Exception {
    var good = Map.of("bin/detect", "d", "bin/compile", "c");
    server.file(
        "/up.tgz",
        BuildpackServer.tgz(TestTrees.with(good, "../evil", TarConstants.LF_NORMAL, "")));
    server.file(
        "/abs.tgz",
        BuildpackServer.tgz(TestTrees.with(good, "/etc/evil", TarConstants.LF_NORMAL, "")));
    server.file(
        "/dev.tgz", BuildpackServer.tgz(TestTrees.with(good, "dev", TarConstants.LF_CHR, "")));
    server.file(
        "/hard.tgz",
        BuildpackServer.tgz(TestTrees.with(good, "h", TarConstants.LF_LINK, "/etc/shadow")));
    server.file("/junk.tgz", "no gzip at all".getBytes(StandardCharsets.UTF_8));
    for (String name :
        List.of("/up.tgz", "/abs.tgz", "/dev.tgz", "/hard.tgz", "/junk.tgz", "/none.tgz")) {
      assertTrue(refusal(server.url(name)).contains(name), name);
    }
    server.file(
        "/cnb.tgz", BuildpackServer.tgz(TestTrees.of(Map.of("bin/detect", "d", "bin/build", "c"))));
    assertTrue(refusal(server.url("/cnb.tgz")).contains("Cloud Native Buildpack"));
  }

  @Test
  void internalAddressesAreRefusedAlsoBehindARedirect() throws Exception {
    published();
    server.file("/flat.tgz", BuildpackServer.tgz(TestTrees.of(Map.of("a", ""))));
    server.redirect("/away.tgz", server.url("localhost", "/flat.tgz"));
    server.redirect("/moved.git/info/refs", server.url("localhost", "/pack.git/info/refs"));
    for (String url :
        List.of(
            server.url("localhost", "/flat.tgz"),
            server.url("localhost", "/pack.git"),
            server.url("/away.tgz"),
            server.url("/moved.git"),
            "http://[::1]:1/x.tgz",
            "http://169.254.169.254/latest/meta-data.tgz")) {
      String reason = refusal(url);
      assertTrue(reason.contains("not a public address"), reason);
      assertTrue(reason.contains("PAAS_FETCH_ALLOW"), reason);
    }
    server.redirect("/moved.git/info/refs", server.url("/pack.git/info/refs"));
    assertTrue(files(resolve(server.url("/moved.git"))).containsKey("bin/compile"));
  }

  @Test
  void endlessRedirectsEnd() {
    server.redirect("/loop.tgz", server.url("/loop.tgz"));
    assertTrue(refusal(server.url("/loop.tgz")).contains("more than 5 redirects"));
  }

  @Test
  void folderOfTheSourceIsTakenFromIt() throws Exception {
    var app = TestTrees.of(Map.of("packs/a/bin/detect", "d", "packs/a/bin/compile", "c", "x", ""));
    Buildpack pack = resolve("./packs/a", app);
    assertEquals(Map.of("bin/detect", "d", "bin/compile", "c"), files(pack));
    assertEquals("./packs/a", pack.name());
    var fault = assertThrows(BuildFault.class, () -> resolve("./packs/b", app));
    assertTrue(fault.reason().contains("no bin/detect"), fault.reason());
  }

  @Test
  void copiesUsedLongestAgoGoFirst() throws IOException {
    var copies = new Copies(folder.resolve("kept"), 25);
    Path tar = Files.write(folder.resolve("tar"), new byte[10]);
    copies.keep("a", tar);
    copies.keep("b", tar);
    Files.setLastModifiedTime(
        folder.resolve("kept/b.tar"), java.nio.file.attribute.FileTime.fromMillis(0));
    copies.keep("c", tar);
    assertTrue(copies.take("a", folder.resolve("out")));
    assertFalse(copies.take("b", folder.resolve("none")));
    assertTrue(copies.take("c", folder.resolve("out")));
  }

  /** A file of the app's own source may be as large as all of it: more than our memory. */
  @Test
  void contentIsNeverHeldWhole() throws IOException {
    var streamed =
        new FilterInputStream(new ByteArrayInputStream(new byte[100_000])) {
          @Override
          public byte[] readAllBytes() {
            throw new AssertionError("read whole");
          }
        };
    String digest =
        Buildpacks.digest(entries -> entries.accept("a", new TarArchiveEntry("a"), streamed));
    assertEquals(64, digest.length());
  }
}
