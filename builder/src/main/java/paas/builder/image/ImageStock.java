package paas.builder.image;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Image;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import paas.runner.engine.Engine;

/**
 * The images that builds of one platform have left on the engine, to be gone through by whoever
 * knows which are still needed. Thread-safe, blocking.
 */
public final class ImageStock {
  private static final String APP = "paas.app";
  private static final String CACHE = "cache-";

  /** One image: its digest, and the uuid of the app it was built for, if it says so. */
  public record Stocked(String digest, Optional<String> app) {}

  private final Engine engine;
  private final String platform;
  private final String prefix;

  /** {@code platform} is its id, 8 hex digits. */
  public ImageStock(Engine engine, String platform) {
    this.engine = engine;
    this.platform = platform;
    this.prefix = "paas-" + platform + "/";
  }

  /**
   * Those that may be removed if nobody needs them: no container has them, and they are not kept
   * for the layers of their app's next build.
   */
  public List<Stocked> idle() {
    Set<String> held = new HashSet<>();
    for (Container container : engine.client().listContainersCmd().withShowAll(true).exec()) {
      held.add(container.getImageId());
    }
    return engine.client().listImagesCmd().exec().stream()
        .filter(image -> ours(image) && !held.contains(image.getId()))
        .filter(image -> tags(image).stream().noneMatch(tag -> tag.startsWith(prefix + CACHE)))
        .map(image -> new Stocked(image.getId(), Optional.ofNullable(labels(image).get(APP))))
        .toList();
  }

  /** The uuids of the apps that have layers kept for their next build. */
  public Set<String> appsWithLayers() {
    return engine.client().listImagesCmd().exec().stream()
        .flatMap(image -> tags(image).stream())
        .filter(tag -> tag.startsWith(prefix + CACHE))
        .map(tag -> tag.substring((prefix + CACHE).length(), tag.lastIndexOf(':')))
        .collect(Collectors.toSet());
  }

  /** Whether the engine has the image; one that cannot be asked is taken to have it. */
  public boolean has(String digest) {
    try {
      var _ = engine.client().inspectImageCmd(digest).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    } catch (RuntimeException e) {
      return true;
    }
  }

  /**
   * Takes our names off an image, and with the last the engine deletes it. Returns how many bytes
   * the layers took that went with it; absent where a container has come to use it.
   */
  public OptionalLong remove(String digest) {
    LayerSizes sizes = LayerSizes.of(engine);
    try {
      var image = engine.client().inspectImageCmd(digest).exec();
      List<String> layers =
          Optional.ofNullable(image.getRootFS()).map(root -> root.getLayers()).orElse(List.of());
      Map<String, Long> before = sizes.of(layers);
      List<String> names = Optional.ofNullable(image.getRepoTags()).orElse(List.of());
      for (String name : names.isEmpty() ? List.of(digest) : names) {
        if (name.equals(digest) || name.startsWith(prefix)) {
          engine.client().removeImageCmd(name).exec();
        }
      }
      return OptionalLong.of(sizes.gone(before));
    } catch (NotFoundException e) {
      return OptionalLong.of(0);
    } catch (ConflictException e) {
      return OptionalLong.empty();
    }
  }

  private boolean ours(Image image) {
    return platform.equals(labels(image).get("paas.platform"))
        || tags(image).stream().anyMatch(tag -> tag.startsWith(prefix));
  }

  private static Map<String, String> labels(Image image) {
    return Objects.requireNonNullElse(image.getLabels(), Map.of());
  }

  /** An image without a name is listed as {@code <none>:<none>}. */
  private static List<String> tags(Image image) {
    return image.getRepoTags() == null ? List.of() : Arrays.asList(image.getRepoTags());
  }
}
