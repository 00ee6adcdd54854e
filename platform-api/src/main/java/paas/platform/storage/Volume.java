package paas.platform.storage;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Files of an app that outlive its instances and releases, mounted at one place or nowhere. */
public record Volume(
    UUID id, VolumeName name, VolumeSize size, Optional<Mounting> mounting, Instant createdAt) {
  /** Of one app. */
  public static final int MOST = 20;
}
