package paas.builder.image;

import com.github.dockerjava.api.model.Info;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import paas.runner.engine.Engine;

/**
 * How many bytes the engine's layers take, as its graph driver has them written down ({@code
 * image/DRIVER/layerdb/sha256/CHAIN/size}, Docker 1.10 and later). The API of Docker 20.10 has no
 * cheap way to ask: {@code /system/df} walks every volume. What cannot be read counts as nothing.
 */
final class LayerSizes {
  private final Path layers;

  private LayerSizes(Path layers) {
    this.layers = layers;
  }

  static LayerSizes of(Engine engine) {
    Info info = engine.client().infoCmd().exec();
    return new LayerSizes(
        Path.of(Objects.requireNonNullElse(info.getDockerRootDir(), "/var/lib/docker"))
            .resolve("image")
            .resolve(Objects.requireNonNullElse(info.getDriver(), "overlay2"))
            .resolve("layerdb/sha256"));
  }

  /** Bytes by layer, for the layers of one image, from the lowest up. */
  Map<String, Long> of(List<String> diffIds) {
    Map<String, Long> sizes = new HashMap<>();
    String chain = "";
    for (String diffId : diffIds) {
      chain = chain.isEmpty() ? diffId : "sha256:" + sha256(chain + " " + diffId);
      String layer = chain.substring(chain.indexOf(':') + 1);
      sizes.put(layer, size(layer));
    }
    return sizes;
  }

  /** What those of these layers that are gone by now took. */
  long gone(Map<String, Long> before) {
    return before.entrySet().stream()
        .filter(layer -> !Files.exists(layers.resolve(layer.getKey())))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private long size(String layer) {
    try {
      return Long.parseLong(Files.readString(layers.resolve(layer).resolve("size")).strip());
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  private static String sha256(String text) {
    MessageDigest digest = LayerWriter.sha256();
    return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
