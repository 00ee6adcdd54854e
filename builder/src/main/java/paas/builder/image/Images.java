package paas.builder.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.runner.engine.Engine;

/**
 * The images of one platform. Each has a name that nobody can guess (and so no Dockerfile of
 * another app can use), and besides one name per app for the layers that its next build may reuse.
 */
public final class Images {
  private static final Logger LOG = LoggerFactory.getLogger(Images.class);
  private static final String SELF_TEST = "paas.self-test";
  private static final List<String> TEST_LAUNCHER = List.of("/bin/true");

  private final Engine engine;
  private final String prefix;
  private final Path tmp;
  private final ImageWriter fast;
  private final CommitWriter slow;
  private final SecureRandom random = new SecureRandom();

  /** By app, the fingerprint of the layers that this process kept last. */
  private final Map<String, String> lastKept = new ConcurrentHashMap<>();

  private final AtomicBoolean fastWorks = new AtomicBoolean();

  public Images(Engine engine, String platform, Path tmp, Map<String, String> containerLabels) {
    this.engine = engine;
    this.prefix = "paas-" + platform + "/";
    this.tmp = tmp;
    this.fast = new ImageWriter(engine);
    this.slow = new CommitWriter(engine, containerLabels);
  }

  /** A name for a new image. */
  public String newName() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return prefix + HexFormat.of().formatHex(bytes);
  }

  /**
   * Whether layers that the engine holds can be referred to; tried with an image of one empty
   * folder until it has worked, as a failure may be that of a full disk or of a busy engine.
   */
  public boolean fastWorks(StackImage stack) throws IOException {
    if (!fastWorks.get() && tryFast(stack)) {
      fastWorks.set(true);
    }
    return fastWorks.get();
  }

  /**
   * A written image; {@code fresh} is false when it was there already, for another release perhaps.
   */
  public record Written(String digest, boolean fresh) {}

  /** Writes an image under a new name, unless it is there under one of ours already. */
  public Written write(ImageSpec spec) throws IOException {
    return fastWorks(spec.stack()) ? archive(spec) : new Written(slow.write(spec, newName()), true);
  }

  /**
   * Writes {@code image} again with a history through {@code clean}, one time, and without its
   * HEALTHCHECK; only where {@link #fastWorks}.
   */
  public Written refine(String image, Instant created, UnaryOperator<String> clean)
      throws IOException {
    String path = "/images/" + URLEncoder.encode(image, StandardCharsets.UTF_8);
    return archive(
        new RefinedImage(answer(path + "/json"), answer(path + "/history"), created, clean));
  }

  /** Writes an image that was read from a layout; only where {@link #fastWorks}. */
  public Written write(LayoutImage image) throws IOException {
    return archive(image);
  }

  /** The files of an OCI image layout of {@code image}, by path, without its layers' bytes. */
  public Map<String, byte[]> sparseLayout(String image) throws IOException {
    String path = "/images/" + URLEncoder.encode(image, StandardCharsets.UTF_8);
    JsonNode history = Archived.JSON.createArrayNode();
    return SparseLayout.of(
        new RefinedImage(answer(path + "/json"), history, Instant.EPOCH, UnaryOperator.identity()));
  }

  private Written archive(Archived spec) throws IOException {
    Optional<String> there = find(spec.id()).filter(image -> !ours(image).isEmpty());
    return there.isPresent()
        ? new Written(there.get(), false)
        : new Written(fast.write(spec, newName()), true);
  }

  private JsonNode answer(String path) throws IOException {
    Request get = Request.builder().method(Request.Method.GET).path(path).build();
    try (Response response = engine.http().execute(get)) {
      if (response.getStatusCode() != 200) {
        throw new IOException("The engine answers " + response.getStatusCode() + " for " + path);
      }
      return Archived.JSON.readTree(response.getBody());
    }
  }

  /** The digest of what {@code reference} names, if the engine has it. */
  public Optional<String> find(String reference) {
    try {
      return Optional.of(
          Objects.requireNonNull(engine.client().inspectImageCmd(reference).exec().getId()));
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * Diff ids of the layers that {@code app}'s last image has on top of the stack, if it was made
   * with these.
   */
  public Optional<List<String>> reusable(String app, String fingerprint, StackImage stack) {
    return find(cacheName(app) + ":" + fingerprint)
        .map(id -> StackImage.layersOf(engine.client().inspectImageCmd(id).exec()))
        .filter(layers -> layers.size() > stack.layers().size())
        .filter(layers -> layers.subList(0, stack.layers().size()).equals(stack.layers()))
        .map(layers -> layers.subList(stack.layers().size(), layers.size()));
  }

  /** The fingerprint under which {@code app}'s next build will find reusable layers, if known. */
  public Optional<String> kept(String app, StackImage stack) throws IOException {
    Optional<String> last = Optional.ofNullable(lastKept.get(app));
    return last.isPresent() && fastWorks(stack)
        ? last.filter(fingerprint -> reusable(app, fingerprint, stack).isPresent())
        : Optional.empty();
  }

  /** Keeps an image's layers for the app's next build, in place of those kept before. */
  public void keep(String app, String fingerprint, String image) {
    String name = cacheName(app);
    engine.client().tagImageCmd(image, name, fingerprint).exec();
    if (!fingerprint.equals(lastKept.put(app, fingerprint))) {
      tags(name).stream().filter(tag -> !tag.equals(name + ":" + fingerprint)).forEach(this::untag);
    }
  }

  /** Forgets the layers kept for an app. */
  public void forget(String app) {
    lastKept.remove(app);
    tags(cacheName(app)).forEach(this::untag);
  }

  /**
   * Takes our names off an image; the engine deletes it with the last. False while a container uses
   * it.
   */
  public boolean remove(String image) {
    try {
      List<String> names = ours(image);
      names.forEach(name -> engine.client().removeImageCmd(name).exec());
      if (names.isEmpty()) {
        engine.client().removeImageCmd(image).exec();
      }
      return true;
    } catch (NotFoundException e) {
      return true;
    } catch (ConflictException e) {
      return false;
    }
  }

  /**
   * Takes one name off its image, if it is there; another release may have the same image under
   * another.
   */
  public void removeName(String name) {
    untag(name);
  }

  private List<String> ours(String image) {
    List<String> tags = engine.client().inspectImageCmd(image).exec().getRepoTags();
    return tags == null ? List.of() : tags.stream().filter(tag -> tag.startsWith(prefix)).toList();
  }

  private String cacheName(String app) {
    return prefix + "cache-" + app;
  }

  private List<String> tags(String name) {
    return engine.client().listImagesCmd().withImageNameFilter(name).exec().stream()
        .map(Image::getRepoTags)
        .filter(Objects::nonNull)
        .flatMap(Arrays::stream)
        .filter(tag -> tag.startsWith(name + ":"))
        .toList();
  }

  private void untag(String tag) {
    try {
      engine.client().removeImageCmd(tag).exec();
    } catch (NotFoundException | ConflictException e) {
      LOG.debug("Image name {} stays: {}", tag, e.getMessage());
    }
  }

  private boolean tryFast(StackImage stack) throws IOException {
    Path file = Files.createTempFile(tmp, "self-test-", ".tar");
    try (var layer = new LayerWriter(file, Instant.EPOCH)) {
      layer.add(
          "paas-self-test",
          new TarArchiveEntry("paas-self-test/"),
          "",
          java.io.InputStream.nullInputStream());
      Layer only = layer.finish().orElseThrow();
      String name = newName();
      // Its own digest: another platform's self-test would take the same image away in between.
      Map<String, String> own = Map.of(SELF_TEST, name);
      fast.write(new ImageSpec(stack, List.of(only), Instant.EPOCH, TEST_LAUNCHER, own), name);
      remove(name + ":latest");
      return true;
    } catch (IOException | DockerException e) {
      LOG.warn(
          "The engine did not take a partial image archive; images are written the slow way", e);
      return false;
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
