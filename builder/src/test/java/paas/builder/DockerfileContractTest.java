package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class DockerfileContractTest {
  private static final String FROM = "FROM paas/stack:debian13\n";

  private TestPlatform platform;
  private final AppKey app = TestPlatform.app();

  @BeforeEach
  void start() throws IOException {
    platform = new TestPlatform();
  }

  @AfterEach
  void stop() throws IOException {
    platform.close();
  }

  @Test
  void exampleBuildsAndItsOwnCommandIsWeb() throws IOException {
    var built = platform.built(app, Tree.example("dockerfile"));
    assertEquals(Map.of("web", ""), built.processes());
    assertEquals(List.of("/bin/sh", "-c"), built.launcher());
    assertTrue(platform.shown().contains("COPY . /app"), platform.shown());
    assertTrue(platform.run(built, "ls /app").contains("server.py"));
    assertEquals(0, platform.buildContainers());
  }

  @Test
  void procfileSaysTheTypesAndReleaseIsAmongThem() {
    var built =
        platform.built(
            app,
            Tree.example("dockerfile")
                .file("Procfile", "release: ./migrate\r\nworker: ./work\r\n"));
    assertEquals(Map.of("web", "", "release", "./migrate", "worker", "./work"), built.processes());
  }

  @Test
  void failingStepNamesItselfAndShowsItsOutput() {
    Tree tree = Tree.empty().file("Dockerfile", FROM + "RUN echo before; exit 7\n");
    var failed = platform.failed(platform.build(app, tree));
    assertEquals("Dockerfile", failed.phase());
    assertTrue(
        failed.cause().contains("RUN echo before; exit 7 failed with exit code 7"), failed.cause());
    assertTrue(platform.output.contains("       before"), platform.shown());
    assertEquals(List.of(), platform.images());
  }

  @Test
  void missingImageSaysWhatElseThereIs() {
    Tree tree = Tree.empty().file("Dockerfile", "FROM nowhere.invalid/none:1\nRUN true\n");
    var failed = platform.failed(platform.build(app, tree));
    assertTrue(failed.advice().contains("paas/stack:debian13"), failed.toString());
  }

  @Test
  void dockerignoreKeepsFilesOut() throws IOException {
    Tree tree =
        Tree.empty()
            .file("Dockerfile", FROM + "COPY . /app\n")
            .file(".dockerignore", "secret\n*.log\n!keep.log\n")
            .file("secret/key", "x")
            .file("a.log", "x")
            .file("keep.log", "x");
    String files = platform.run(platform.built(app, tree), "find /app -type f | sort");
    assertEquals("/app/.dockerignore\n/app/Dockerfile\n/app/keep.log\n", files);
  }

  @Test
  void cacheMountsAreNotSharedBetweenApps() {
    String run =
        "RUN --mount=type=cache,id=shared,uid=47113,target=/tmp/c ls /tmp/c; echo %s > /tmp/c/%s\n";
    platform.built(app, Tree.empty().file("Dockerfile", FROM + run.formatted("one", "from-one")));
    platform.built(app, Tree.empty().file("Dockerfile", FROM + run.formatted("again", "again")));
    assertTrue(platform.output.contains("       from-one"), platform.shown());
    platform.built(
        TestPlatform.app(),
        Tree.empty().file("Dockerfile", FROM + run.formatted("two", "from-two")));
    assertFalse(platform.output.contains("       from-one"), platform.shown());
  }

  @Test
  void imageOfAnotherAppCannotBeNamed() {
    platform.built(app, Tree.example("dockerfile"));
    String other = platform.images().getFirst();
    for (String text :
        List.of(
            "FROM " + other,
            FROM + "COPY --from=" + other + " / /x",
            "ARG A=" + other + "\nFROM $A")) {
      var failed =
          platform.failed(
              platform.build(TestPlatform.app(), Tree.empty().file("Dockerfile", text + "\n")));
      assertTrue(failed.cause().contains("an image of an app"), failed.cause());
    }
  }

  @Test
  void cancelEndsARunningStepAtOnce() throws Exception {
    Tree tree = Tree.empty().file("Dockerfile", FROM + "RUN echo started; sleep 300\n");
    var cancelled = new CancelWhen(platform, "       started").build(app, tree);
    assertTrue(cancelled instanceof BuildResult.Cancelled, cancelled.toString());
    assertEquals(List.of(), platform.images());
  }

  @Test
  void oversizedImageIsRefusedAndRemoved() {
    BuildLimits limits = BuildLimits.defaults();
    var small =
        new BuildLimits(
            limits.memoryBytes(),
            1,
            100,
            limits.idle(),
            limits.total(),
            1 << 20,
            100,
            1 << 20,
            1 << 20);
    var failed =
        platform.failed(
            platform.build(platform.request(app, Tree.example("dockerfile"), Map.of(), small)));
    assertEquals("image", failed.phase());
    assertEquals(List.of(), platform.images());
  }
}
