package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class BoundsContractTest {
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

  private static Tree script(String command) {
    return Tree.empty()
        .file("package.json", "{\"scripts\":{\"build\":\"" + command + "\"}}")
        .file("server.js", "");
  }

  private BuildResult build(Tree tree, BuildLimits limits) {
    return platform.build(platform.request(app, tree, Map.of(), limits));
  }

  private void nothingIsLeft() throws IOException {
    assertEquals(0, platform.buildContainers());
    assertEquals(List.of(), platform.images());
    try (var files = Files.list(platform.tmp)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void memoryBoundIsNamed() throws IOException {
    String hog = "node -e 'const a=[];for(;;)a.push(Buffer.alloc(1<<20,1))'";
    var failed = platform.failed(build(script(hog), BuildLimits.defaults().withMemory(160L << 20)));
    assertEquals("The build was killed at 160 MB of memory.", failed.cause());
    assertTrue(failed.advice().contains("PAAS_BUILD_MEMORY"), failed.advice());
    nothingIsLeft();
  }

  @Test
  void buildOfSomebodyWhoHasLeftDoesNotBegin() {
    var request =
        platform.request(
            TestPlatform.app(),
            TestTrees.of(Map.of("index.html", "x")),
            Map.of(),
            BuildLimits.defaults());
    var result = platform.builder.build(request, platform.output::add, Runnable::run);
    assertTrue(result instanceof BuildResult.Cancelled, result.toString());
  }

  @Test
  void cancelKillsTheContainerAtOnce() throws IOException {
    long before = System.nanoTime();
    assertInstanceOf(
        BuildResult.Cancelled.class,
        new CancelWhen(platform, "       begun").build(app, script("echo begun; sleep 300")));
    assertTrue(System.nanoTime() - before < TimeUnit.SECONDS.toNanos(60));
    nothingIsLeft();
  }

  @Test
  void silentBuildIsStopped() throws IOException {
    var limits = BuildLimits.defaults().withTimes(Duration.ofSeconds(5), Duration.ofMinutes(5));
    var failed = platform.failed(build(script("sleep 300"), limits));
    assertEquals("The build printed nothing for 5 s and was stopped.", failed.cause());
    nothingIsLeft();
  }

  @Test
  void overlongBuildIsStopped() throws IOException {
    var limits = BuildLimits.defaults().withTimes(Duration.ofMinutes(5), Duration.ofSeconds(6));
    var failed = platform.failed(build(script("while :; do echo .; sleep 1; done"), limits));
    assertEquals("The build took longer than 6 s and was stopped.", failed.cause());
    nothingIsLeft();
  }

  @Test
  void waitingBuildSaysSoAndCanBeCancelled() throws Exception {
    var begun = new CountDownLatch(1);
    BuildRequest first =
        platform.request(app, script("echo begun; sleep 300"), Map.of(), BuildLimits.defaults());
    var running =
        CompletableFuture.supplyAsync(() ->
            platform.builder.build(
                first,
                line -> {
                  if (line.endsWith("  begun")) {
                    begun.countDown();
                  }
                }));
    assertTrue(begun.await(60, TimeUnit.SECONDS));
    var result = new CancelWhen(platform, "-----> Waiting").build(app, script("true"));
    assertInstanceOf(BuildResult.Cancelled.class, result);
    platform.builder.cancel(first.buildId());
    assertInstanceOf(BuildResult.Cancelled.class, running.get(60, TimeUnit.SECONDS));
  }

  @Test
  void outputBoundCountsWhatItLeavesOut() {
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
            1 << 30,
            2000);
    platform.built(build(script("seq 1 1000"), small));
    assertTrue(platform.shown().contains("Output is over 1 KB"), platform.shown());
    assertTrue(
        platform.output.getLast().matches(" !     \\d{3} lines of output were left out"),
        platform.shown());
  }

  @Test
  void fullDiskInsideTheBuildIsNamed() throws IOException {
    var failed =
        platform.failed(
            build(script("dd if=/dev/zero of=/env/x bs=1M count=32"), BuildLimits.defaults()));
    assertTrue(failed.cause().contains("disk became full"), failed.cause());
    nothingIsLeft();
  }

  @Test
  void lowDiskRefusesEarly() throws IOException {
    try (var low =
        new Builder(
            platform.engine, platform.settings(1, Long.MAX_VALUE), InstantSource.system())) {
      var failed =
          platform.failed(
              low.build(
                  platform.request(app, Tree.example("hello"), Map.of(), BuildLimits.defaults()),
                  line -> {}));
      assertEquals("prepare", failed.phase());
      assertTrue(failed.cause().contains("disk is low"), failed.cause());
    }
    nothingIsLeft();
  }

  @Test
  void hostileEntriesAreRefused() throws IOException {
    for (Tree tree :
        List.of(
            Tree.empty().file("../evil", "x"),
            Tree.empty().file("/etc/cron.d/evil", "x"),
            Tree.empty().entry("dev", TarConstants.LF_BLK, "", new byte[0]),
            Tree.empty()
                .file("a", "x")
                .entry("b", TarConstants.LF_LINK, "/etc/shadow", new byte[0]),
            Tree.empty().link("a", "/etc").file("a/passwd", "x"))) {
      var failed = platform.failed(platform.build(app, tree));
      assertEquals("source", failed.phase());
    }
    nothingIsLeft();
  }

  @Test
  void symlinkedProcfileIsRefusedUnread() throws IOException {
    var failed =
        platform.failed(
            platform.build(
                app,
                Tree.example("hello").link("Procfile.x", "y").link("Dockerfile", "/etc/shadow")));
    assertEquals("Dockerfile is a symbolic link.", failed.cause());
    assertEquals(
        "Procfile is a symbolic link.",
        platform
            .failed(platform.build(app, script("true").link("Procfile", "/etc/shadow")))
            .cause());
    nothingIsLeft();
  }

  @Test
  void emptyTreeSaysSo() {
    assertEquals(
        "The commit holds no files.", platform.failed(platform.build(app, Tree.empty())).cause());
  }

  @Test
  void oversizedSourceIsRefused() throws IOException {
    BuildLimits limits = BuildLimits.defaults();
    var small =
        new BuildLimits(
            limits.memoryBytes(),
            1,
            100,
            limits.idle(),
            limits.total(),
            1 << 20,
            10,
            1 << 30,
            1 << 20);
    var big = platform.failed(build(Tree.empty().file("big", new byte[(1 << 20) + 1]), small));
    assertTrue(big.cause().contains("more than 1 MB of files"), big.cause());
    Tree many = Tree.empty();
    for (int i = 0; i < 11; i++) {
      many.file("f" + i, "");
    }
    assertTrue(platform.failed(build(many, small)).cause().contains("more than 10 files"));
    nothingIsLeft();
  }

  @Test
  void leftoversOfAKilledProcessAreRemoved() throws IOException {
    Files.createDirectory(platform.tmp.resolve("build-1"));
    Files.writeString(platform.tmp.resolve("build-1").resolve("source.tar"), "x");
    platform
        .engine
        .client()
        .createContainerCmd("paas/stack:debian13")
        .withLabels(new Labels(platform.id).build(app, "12345678"))
        .withCmd("x")
        .exec();
    assertEquals(2, platform.builder.removeLeftovers());
    nothingIsLeft();
    assertFalse(Files.exists(Path.of(platform.tmp.toString(), "build-1")));
  }
}
