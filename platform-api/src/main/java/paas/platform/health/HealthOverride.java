package paas.platform.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an owner says of the checks of one process type: whether those of app.json are made at all,
 * and at most one check for each stage, which takes the place of all that app.json has there.
 */
public record HealthOverride(boolean enabled, List<Healthcheck> checks) {
  public static final HealthOverride NONE = new HealthOverride(true, List.of());

  public HealthOverride {
    checks = List.copyOf(checks);
  }

  public HealthOverride with(boolean wanted) {
    return new HealthOverride(wanted, checks);
  }

  public HealthOverride with(Healthcheck check) {
    List<Healthcheck> all = new ArrayList<>(without(Optional.of(check.stage())).checks());
    all.add(check);
    return new HealthOverride(enabled, all);
  }

  /** Without the check of that stage, or without any. */
  public HealthOverride without(Optional<Stage> stage) {
    return new HealthOverride(
        enabled,
        checks.stream()
            .filter(check -> stage.isPresent() && check.stage() != stage.get())
            .toList());
  }
}
