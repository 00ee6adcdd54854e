package paas.platform.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a build that waits for its turn is to be made from. */
public sealed interface BuildOrder {
  /** An archive that was uploaded; {@code checksum} is SHA-256 in hex, or empty. */
  record Upload(String source, String checksum, List<String> buildpacks) implements BuildOrder {
    public Upload {
      buildpacks = List.copyOf(buildpacks);
    }
  }

  /** An archive to be fetched. */
  record Archive(String url, String checksum, List<String> buildpacks) implements BuildOrder {
    public Archive {
      buildpacks = List.copyOf(buildpacks);
    }
  }

  /** An image as a tar that was uploaded, and the text of a Procfile, which may be empty. */
  record UploadedImage(String source, String procfile) implements BuildOrder {}

  /** An image that the engine has; {@code trusted}: an admin asks, so it may be nobody's. */
  record NamedImage(String reference, boolean trusted, String procfile) implements BuildOrder {}

  /**
   * A foreign repository; an empty reference is its HEAD. {@code user} named it; absent once they
   * are removed.
   */
  record Sync(String url, String reference, Optional<UUID> user) implements BuildOrder {}
}
