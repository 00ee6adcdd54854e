package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A built-in buildpack of the test's own whose runtime is a file that says when it was made. */
@Tag("contract")
class SharedRuntimeContractTest {
  private static final String DETECT = "#!/bin/bash\necho Go\n";
  private static final String RUNTIME = "#!/bin/bash\ncat $1/wanted\n";

  /** A 2.0.0 takes a while, so that another build comes meanwhile. */
  private static final String INSTALL =
      """
      #!/bin/bash
      echo "installing $1 $2"
      [ "$2" != none ] || { echo ' !     There is no such version.'; exit 3; }
      [ "$2" != 2.0.0 ] || sleep 2
      date +%N > "$3/made"
      """;

  /** Works the first time and the third, by what it finds of the former ones. */
  private static final String FLAKY =
      """
      #!/bin/bash
      tries=$(dirname "$3")/../tries
      echo x >> "$tries"
      [ "$(wc -l < "$tries")" != 2 ] || exit 3
      date +%N > "$3/made"
      """;

  private static final String COMPILE =
      """
      #!/bin/bash
      ls -A "$PAAS_RUNTIMES"
      touch "$PAAS_RUNTIMES/lang/x" 2>/dev/null || echo read-only
      cat "$PAAS_RUNTIMES/lang/made" > "$1/made"
      """;

  @TempDir Path folder;
  private Instant now = Instant.parse("2030-01-01T00:00:00Z");
  private TestPlatform platform;

  @BeforeEach
  void start() throws IOException {
    script("detect", DETECT);
    script("runtime", RUNTIME);
    script("install-runtime", INSTALL);
    script("compile", COMPILE);
    var environment = new BuildEnvironment(Map.of("MIRROR", "http://mirror"), "silent\n");
    platform = new TestPlatform(folder, environment, () -> now);
  }

  @AfterEach
  void stop() throws IOException {
    platform.close();
  }

  private void script(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve("go/bin"));
    Files.writeString(folder.resolve("go/bin").resolve(name), text);
  }

  private static Tree wants(String lines) {
    return Tree.empty().file("wanted", lines);
  }

  private String made(String lines) throws IOException {
    return platform.run(platform.built(TestPlatform.app(), wants(lines)), "cat made");
  }

  private boolean installed() {
    return platform.shown().contains("       installing lang");
  }

  @Test
  void runtimeIsMadeOnceForAllAppsAndCannotBeWritten() throws IOException {
    String first = made("lang 1.2.3\n");
    assertTrue(platform.output.contains("       installing lang 1.2.3"), platform.shown());
    assertTrue(platform.output.contains("read-only"), platform.shown());
    assertEquals(first, made("lang 1.2.3\n"));
    assertTrue(!installed(), platform.shown());
    assertTrue(platform.output.stream().noneMatch(line -> line.matches(".*[0-9a-f]{32}.*")));
    now = now.plusSeconds(3_000_000);
    assertEquals(first, made("lang 1.2.3\n"));
  }

  @Test
  void useOfARuntimeIsNotedAndARemovedOneIsMadeAgain() throws IOException {
    var stock = new RuntimeStock(platform.engine, platform.id);
    String first = made("lang 1.2.3\n");
    assertEquals(List.of(now), stock.all().stream().map(RuntimeStock.Stocked::lastUse).toList());
    now = now.plusSeconds(3_000_000);
    assertEquals(first, made("lang 1.2.3\n"));
    assertEquals(List.of(now), stock.all().stream().map(RuntimeStock.Stocked::lastUse).toList());

    assertEquals(first.length(), stock.remove(stock.all().getFirst()));
    assertEquals(List.of(), stock.all());
    assertTrue(!first.equals(made("lang 1.2.3\n")), "made again");
  }

  @Test
  void rangeIsAskedAnewAfterAWhileAndTheFormerAnswerServesWhenThatFails() throws IOException {
    script("install-runtime", FLAKY);
    String first = made("lang ^1.2\n");
    assertEquals(first, made("lang ^1.2\n"));
    now = now.plus(Runtimes.FRESH);
    assertEquals(first, made("lang ^1.2\n"));
    assertTrue(
        platform.shown().contains(" !     A newer lang for ^1.2 could not be had"),
        platform.shown());
    now = now.plus(Runtimes.FRESH);
    assertTrue(!first.equals(made("lang ^1.2\n")), "made anew");
  }

  @Test
  void failureToMakeItEndsTheBuildInTheBuildpacksWords() {
    var failed = platform.failed(platform.build(TestPlatform.app(), wants("lang none\n")));
    assertEquals("runtime", failed.phase());
    assertEquals("There is no such version.", failed.cause());
    assertEquals(0, platform.buildContainers());
  }

  @Test
  void twoBuildsThatWantTheSameMakeItOnce() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    var builds =
        List.of(TestPlatform.app(), TestPlatform.app()).stream()
            .map(app ->
                CompletableFuture.supplyAsync(() ->
                    platform.builder.build(
                        platform.request(
                            app, wants("lang 2.0.0\n"), Map.of(), BuildLimits.defaults()),
                        lines::add)))
            .toList();
    for (var build : builds) {
      platform.built(build.get(120, TimeUnit.SECONDS));
    }
    assertEquals(1, lines.stream().filter(line -> line.contains("installing")).count(), "" + lines);
  }

  @Test
  void requestThatIsNoWordIsRefused() {
    var failed = platform.failed(platform.build(TestPlatform.app(), wants("../x 1.0\n")));
    assertEquals("The buildpack go could not build the app.", failed.cause());
    assertTrue(platform.shown().contains("does not name a runtime"), platform.shown());
  }

  @Test
  void platformsVariablesAndCurlrcReachBothContainers() throws IOException {
    String tell = "\necho \"mirror $MIRROR; $(cat $CURL_HOME/.curlrc)\"\n";
    script("install-runtime", INSTALL + tell);
    script("compile", COMPILE + tell);
    made("lang 3.0.0\n");
    assertTrue(platform.output.contains("       mirror http://mirror; silent"), platform.shown());
    assertTrue(platform.output.contains("mirror http://mirror; silent"), platform.shown());
  }

  @Test
  void fetchedBuildpackBuildsAndItsVersionIsRecorded() throws Exception {
    try (var server = new BuildpackServer()) {
      server.commit("bin/detect", "#!/bin/sh\necho Fetched\n");
      String commit = server.commit("bin/compile", "#!/bin/sh\necho \"stack $STACK\"\n");
      server.file(
          "/pack.tgz",
          BuildpackServer.tgz(
              TestTrees.of(
                  Map.of(
                      "bin/detect", "#!/bin/sh\necho Packed\n",
                      "bin/compile", "#!/bin/sh\necho packed > $1/packed\n"))));
      var names = List.of(server.url("/pack.git#main"), server.url("/pack.tgz"));
      var app = TestPlatform.app();
      var built = platform.built(platform.build(app, wants(""), names));
      assertEquals("Fetched, Packed", built.builder());
      assertEquals(new UsedBuildpack(names.get(0), commit), built.buildpacks().get(0));
      assertEquals(names.get(1), built.buildpacks().get(1).name());
      assertTrue(platform.output.contains("stack heroku-24"), platform.shown());
      assertEquals(built.image(), platform.built(platform.build(app, wants(""), names)).image());
    }
  }
}
