package paas.platform.collect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.micronaut.context.ApplicationContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.builder.CacheStock;
import paas.builder.image.ImageStock;
import paas.platform.access.Email;
import paas.platform.app.App;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.build.FreshImages;
import paas.platform.release.ImageDigest;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.Slug;
import paas.platform.store.AppStore;
import paas.platform.store.ReleaseDraft;
import paas.platform.store.ReleaseStore;
import paas.platform.store.UserStore;
import paas.runner.engine.Engine;

/** Images and caches on the real engine, of a platform of its own. */
@Tag("contract")
class ReleasedImagesContractTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final int LAYER = 3 << 20;

  @TempDir private Path home;
  private final Engine engine = new Engine(Path.of("/var/run/docker.sock"));
  private final String platform = "%08x".formatted(ThreadLocalRandom.current().nextInt());
  private final List<String> containers = new ArrayList<>();
  private ApplicationContext context;
  private App app;

  @BeforeEach
  void open() {
    context = ApplicationContext.run(Map.of("paas.home", home.toString()));
    UUID owner =
        context.getBean(UserStore.class).create(new Email("me@example.com"), false, NOW).id();
    app =
        context
            .getBean(AppStore.class)
            .create(new AppName("shop"), owner, AppSettings.DEFAULT, NOW);
  }

  @AfterEach
  void close() {
    containers.forEach(id -> engine.client().removeContainerCmd(id).withForce(true).exec());
    for (var image : engine.client().listImagesCmd().exec()) {
      for (String tag : Objects.requireNonNullElse(image.getRepoTags(), new String[0])) {
        if (tag.startsWith("paas-" + platform + "/")) {
          engine.client().removeImageCmd(tag).withForce(true).exec();
        }
      }
    }
    engine.close();
    context.close();
  }

  /** An image with one layer of {@link #LAYER} random bytes, under a name as the builder's. */
  private String image() throws IOException {
    String name = "paas-" + platform + "/" + UUID.randomUUID().toString().replace("-", "");
    Request create =
        Request.builder()
            .method(Request.Method.POST)
            .path("/images/create?fromSrc=-&tag=latest&repo=" + name)
            .bodyBytes(layer())
            .build();
    try (Response response = engine.http().execute(create)) {
      assertEquals(
          200, response.getStatusCode(), new String(response.getBody().readAllBytes(), UTF_8));
    }
    return Objects.requireNonNull(engine.client().inspectImageCmd(name).exec().getId());
  }

  private static byte[] layer() throws IOException {
    byte[] random = new byte[LAYER];
    ThreadLocalRandom.current().nextBytes(random);
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry("noise");
      entry.setSize(random.length);
      tar.putArchiveEntry(entry);
      tar.write(random);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  private Release deploy(String image, Duration ago) {
    ReleaseStore releases = context.getBean(ReleaseStore.class);
    Slug slug = new Slug(new ImageDigest(image), List.of(), new TreeMap<>(), "Node.js", "c0ffee");
    Release release =
        releases.record(app.id(), new ReleaseDraft.NewSlug(slug, "me", "Deploy"), NOW.minus(ago));
    releases.status(release.id(), new ReleaseStatus.Succeeded(), NOW.minus(ago));
    return release;
  }

  private Collected collect(FreshImages fresh) throws InterruptedException {
    return new ReleasedImages(
            context.getBean(AppStore.class),
            context.getBean(ReleaseStore.class),
            fresh,
            new ImageStock(engine, platform),
            new Retention(1, Duration.ofDays(30)),
            () -> NOW)
        .collect();
  }

  private Collected collect() throws InterruptedException {
    return collect(new FreshImages(() -> NOW));
  }

  private boolean exists(String image) {
    try {
      engine.client().inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  @Test
  void whatIsOutOfRetentionGoesAndItsBytesAreCounted() throws Exception {
    String old = image();
    String current = image();
    deploy(old, Duration.ofDays(60));
    deploy(current, Duration.ofDays(40));

    Collected collected = collect();

    assertFalse(exists(old));
    assertTrue(exists(current));
    assertEquals(1, collected.reclaimed().size());
    long bytes = collected.reclaimed().getFirst().bytes();
    assertTrue(bytes >= LAYER && bytes < LAYER + 4096, bytes + " bytes");
    assertEquals(List.of(), collect().reclaimed());
  }

  @Test
  void whatNoReleaseEverHadGoesToo() throws Exception {
    String stray = image();

    assertEquals(1, collect().reclaimed().size());
    assertFalse(exists(stray));
  }

  @Test
  void whatAContainerHasStaysUntilItIsGone() throws Exception {
    String old = image();
    deploy(old, Duration.ofDays(60));
    deploy(image(), Duration.ofDays(40));
    String container = engine.client().createContainerCmd(old).withCmd("x").exec().getId();
    containers.add(container);

    assertEquals(List.of(), collect().reclaimed());
    assertTrue(exists(old));

    engine.client().removeContainerCmd(container).exec();
    containers.clear();
    assertEquals(1, collect().reclaimed().size());
    assertFalse(exists(old));
  }

  @Test
  void layersKeptForTheNextBuildStayWithTheirImage() throws Exception {
    String kept = image();
    String name = "paas-" + platform + "/cache-" + app.id();
    engine.client().tagImageCmd(kept, name, "0123").exec();

    assertEquals(List.of(), collect().reclaimed());
    assertTrue(exists(name + ":0123"));
    assertEquals(
        java.util.Set.of(app.id().toString()), new ImageStock(engine, platform).appsWithLayers());

    engine.client().removeImageCmd(name + ":0123").exec();
    assertEquals(1, collect().reclaimed().size());
  }

  @Test
  void nothingIsRemovedWhileABuildRunsNorWhatItJustMade() throws Exception {
    String stray = image();
    var fresh = new RunningBuild(new FreshImages(() -> NOW));
    try (fresh) {
      Collected collected = collect(fresh.images());
      assertTrue(collected.unfinished());
      assertEquals(List.of(), collected.reclaimed());
    }
    assertTrue(exists(stray));
    assertEquals(1, collect(fresh.images()).reclaimed().size());
  }

  @Test
  void anImageOfAnotherPlatformIsNotTouched() throws Exception {
    String other = image();
    var foreign = new ImageStock(engine, platform.equals("00000000") ? "00000001" : "00000000");

    assertTrue(foreign.idle().stream().noneMatch(image -> image.digest().equals(other)));
  }

  @Test
  void theCacheOfAnAppThatIsNoMoreIsFoundAndRemoved() {
    String volume = "paas-" + platform + "-test";
    String dead = UUID.randomUUID().toString();
    engine
        .client()
        .createVolumeCmd()
        .withName(volume)
        .withLabels(Map.of("paas.platform", platform, "paas.kind", "build-cache", "paas.app", dead))
        .exec();
    CacheStock caches = new CacheStock(engine, platform);

    assertEquals(List.of(new CacheStock.Stocked(volume, dead)), caches.all());
    assertTrue(caches.remove(caches.all().getFirst()).isPresent());
    assertEquals(List.of(), caches.all());
    assertEquals(
        Optional.of(0L),
        caches.remove(new CacheStock.Stocked(volume, dead)).stream().boxed().findFirst());
  }
}
