package paas.platform.oneoff;

import java.time.Instant;
import java.util.UUID;
import paas.platform.app.App;
import paas.platform.formation.Size;
import paas.platform.release.Release;
import paas.runner.OneOffSpec;

/** A one-off that is decided on but not started. */
public record Plan(UUID id, App app, Release release, OneOffSpec spec, Size size, Instant madeAt) {
  /** {@code run.4821}. */
  public String name() {
    return spec.name();
  }

  /** As people asked for it, or as the Procfile has it. */
  public String command() {
    return spec.command().orElse("");
  }
}
