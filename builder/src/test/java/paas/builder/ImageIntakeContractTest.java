package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ready-made images on the real engine; they hold one file and run nothing. */
@Tag("contract")
class ImageIntakeContractTest {
  private static final String PROCFILE = "worker: work\n";
  private static final Map<String, String> PROCESSES = Map.of("worker", "work", "web", "");
  private static final int LARGE = 3 << 20;

  @TempDir private Path folder;
  private final AppKey app = TestPlatform.app();
  private final List<String> said = new ArrayList<>();
  private final List<String> made = new ArrayList<>();
  private TestPlatform platform;
  private Builder builder;

  @BeforeEach
  void start() throws IOException {
    platform = new TestPlatform();
    builder = platform.builder;
  }

  @AfterEach
  void stop() throws IOException {
    made.forEach(name -> platform.engine.client().removeImageCmd(name).withForce(true).exec());
    platform.close();
  }

  /** An image of somebody's own making, as {@code docker build} makes it. */
  private String image(Map<String, String> labels) throws IOException, InterruptedException {
    String name = "intake-test/" + UUID.randomUUID() + ":latest";
    var context = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(context)) {
      add(
          tar,
          "Dockerfile",
          "FROM scratch\nCOPY file /\nCMD [\"/file\"]\n".getBytes(StandardCharsets.UTF_8));
      byte[] content = new byte[LARGE];
      System.arraycopy(name.getBytes(StandardCharsets.UTF_8), 0, content, 0, name.length());
      add(tar, "file", content);
    }
    platform
        .engine
        .client()
        .buildImageCmd(new ByteArrayInputStream(context.toByteArray()))
        .withTags(Set.of(name))
        .withLabels(labels)
        .exec(new BuildImageResultCallback())
        .awaitImageId(2, TimeUnit.MINUTES);
    made.add(name);
    return name;
  }

  private static void add(TarArchiveOutputStream tar, String path, byte[] content)
      throws IOException {
    var entry = new TarArchiveEntry(path);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private Path saved(String name) throws IOException {
    Path archive = folder.resolve("saved.tar");
    Request request =
        Request.builder().method(Request.Method.GET).path("/images/" + name + "/get").build();
    try (var response = platform.engine.http().execute(request)) {
      Files.copy(response.getBody(), archive);
    }
    return archive;
  }

  private Sent sent(Path archive, BuildLimits limits) {
    return new Sent(UUID.randomUUID().toString(), app, archive, PROCFILE, limits);
  }

  private BuildResult load(Path archive, BuildLimits limits) {
    return builder.load(sent(archive, limits), said::add, _ -> {});
  }

  @Test
  void anArchiveThatWouldFillTheDiskIsRefusedWithWhatToDo() throws Exception {
    builder =
        new Builder(platform.engine, platform.settings(1, Long.MAX_VALUE), InstantSource.system());
    BuildResult.Failed failed =
        (BuildResult.Failed) load(saved(image(Map.of())), BuildLimits.defaults());
    // Who looks first says so: the image before it is written, or the watchdog of all builds.
    assertTrue(
        failed.cause().contains("no room for this image")
            || failed.cause().contains("it left less than"),
        failed.cause());
    assertTrue(failed.advice().contains("free space"), failed.advice());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of("saved.tar"), left.map(p -> p.getFileName().toString()).toList());
    }
  }

  private BuildResult adopt(String reference, boolean anybodys) {
    return builder.adopt(app, reference, anybodys, PROCFILE, BuildLimits.defaults(), said::add);
  }

  private static BuildLimits images(long bytes) {
    return new BuildLimits(
        1 << 30, 1, 64, Duration.ofMinutes(1), Duration.ofMinutes(1), 1 << 20, 9, bytes, 1 << 20);
  }

  private Map<String, String> labels(BuildResult.Built built) {
    var config = platform.engine.client().inspectImageCmd(built.image()).exec().getConfig();
    return Objects.requireNonNull(Objects.requireNonNull(config).getLabels());
  }

  @Test
  void savedImageBecomesTheAppsWithItsLabelsAndStaysWhenTheOriginalGoes() throws Exception {
    String name = image(Map.of("keep", "me"));
    Path archive = saved(name);
    platform.engine.client().removeImageCmd(made.removeLast()).exec();

    var built = platform.built(load(archive, BuildLimits.defaults()));

    assertEquals(PROCESSES, built.processes());
    assertEquals("Image", built.builder());
    assertEquals(app.id(), labels(built).get(Labels.APP));
    assertEquals(platform.id, labels(built).get(Labels.PLATFORM));
    assertEquals("me", labels(built).get("keep"));
    assertTrue(Files.exists(archive), "the archive is its owner's");
    assertEquals(1, platform.images().size(), "one name of ours: " + platform.images());
    assertTrue(said.toString().contains("Process types: "), said.toString());
  }

  @Test
  void itWaitsForItsTurnAmongBuildsAndCanBeCancelledMeanwhile() throws Exception {
    Path archive = Files.writeString(folder.resolve("x.tar"), "not read yet");
    CountDownLatch building = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    SourceTree held =
        tar -> {
          building.countDown();
          awaited(release);
        };
    Thread build =
        Thread.ofVirtual()
            .start(() ->
                builder.build(
                    platform.request(app, held, Map.of(), BuildLimits.defaults()), _ -> {}));
    try {
      awaited(building);
      Sent image = sent(archive, BuildLimits.defaults());
      BuildOutput cancelling =
          line -> {
            said.add(line);
            builder.cancel(image.buildId());
          };
      BuildResult result = builder.load(image, cancelling, _ -> {});
      assertTrue(result instanceof BuildResult.Cancelled, result.toString());
      assertEquals(
          List.of("-----> Waiting for another build on this server to finish (next in line)"),
          said);
    } finally {
      release.countDown();
      build.join();
    }
  }

  private static void awaited(CountDownLatch latch) throws IOException {
    try {
      assertTrue(latch.await(60, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void oneThatTakesLongerThanABuildMayIsStoppedAndLeavesNothing() throws Exception {
    BuildLimits limits =
        BuildLimits.defaults().withTimes(Duration.ofHours(1), Duration.ofMillis(1));
    BuildResult.Failed failed = platform.failed(load(saved(image(Map.of())), limits));
    assertTrue(failed.cause().contains("took longer than"), failed.cause());
    assertEquals(List.of(), platform.images());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of("saved.tar"), left.map(p -> p.getFileName().toString()).toList());
    }
  }

  @Test
  void imageOverItsLimitIsRefusedAndLeavesNothing() throws Exception {
    var failed = platform.failed(load(saved(image(Map.of())), images(LARGE - 1)));
    assertEquals("image", failed.phase());
    assertTrue(failed.cause().contains("over the limit of 2 MB"), failed.cause());
    assertEquals(List.of(), platform.images());
  }

  @Test
  void whatIsNoImageArchiveIsRefused() throws Exception {
    Path archive = Files.writeString(folder.resolve("x.tar"), "no archive");
    var failed = platform.failed(load(archive, BuildLimits.defaults()));
    assertTrue(failed.cause().startsWith("The image archive is refused: "), failed.cause());
    try (var files = Files.list(folder)) {
      assertEquals(List.of(archive), files.toList());
    }
  }

  @Test
  void imageOfTheHostIsAdoptedOnlyByWhoMayNameAnybodys() throws Exception {
    String name = image(Map.of());
    var failed = platform.failed(adopt(name, false));
    assertTrue(failed.cause().contains("'" + name + "'"), failed.cause());
    assertTrue(failed.advice().contains("docker save"), failed.advice());
    assertEquals(List.of(), platform.images());

    var built = platform.built(adopt(name, true));
    assertEquals(PROCESSES, built.processes());
    assertEquals(1, platform.images().size());
  }

  @Test
  void imageOfAnotherAppIsAsIfItWereNotThereAndTheOwnOneIsAdopted() throws Exception {
    var labels = new Labels(platform.id);
    String others = image(labels.image(TestPlatform.app()));
    String foreign = image(new Labels("00000000").image(app));
    String missing = "intake-test/" + UUID.randomUUID();
    for (String name : List.of(others, foreign, missing)) {
      assertEquals("image", platform.failed(adopt(name, true)).phase());
    }
    assertEquals(List.of(), platform.images());

    var built = platform.built(adopt(image(labels.image(app)), false));
    assertEquals(app.id(), labels(built).get(Labels.APP));
  }

  @Test
  void adoptedImageIsRemovedByItsDigestOnlyWithItsLastName() throws Exception {
    String name = image(Map.of());
    var built = platform.built(adopt(name, true));
    platform.engine.client().removeImageCmd(name).exec();
    made.clear();
    assertEquals(
        built.image(), platform.engine.client().inspectImageCmd(built.image()).exec().getId());
    assertTrue(platform.builder.removeImage(built.image()));
    assertThrows(
        NotFoundException.class,
        () -> platform.engine.client().inspectImageCmd(built.image()).exec());
  }
}
