package paas.platform.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checks that count for the instances of one process type.
 *
 * @param startup one after the other, before an instance counts as up; never empty
 * @param liveness each by itself, once it is up
 */
public record HealthPlan(List<Healthcheck> startup, List<Healthcheck> liveness) {
  public HealthPlan {
    startup = List.copyOf(startup);
    liveness = List.copyOf(liveness);
  }

  /**
   * Of what app.json and the owner say. One that requests are led to and that nobody asks over the
   * network is asked whether it listens first, for nothing may be routed to one that does not.
   *
   * @param routed whether requests are led to it, as they are to web
   * @param settled how long another must have run when there is nothing to ask
   */
  public static HealthPlan of(
      boolean routed, List<Healthcheck> manifest, HealthOverride owner, Duration settled) {
    List<Healthcheck> startup = new ArrayList<>();
    List<Healthcheck> liveness = new ArrayList<>();
    if (owner.enabled()) {
      startup.addAll(counting(Stage.STARTUP, manifest, owner));
      startup.addAll(counting(Stage.READINESS, manifest, owner));
      liveness.addAll(counting(Stage.LIVENESS, manifest, owner));
    }
    if (routed && startup.stream().noneMatch(Healthcheck::reaches)) {
      startup.addFirst(Healthcheck.usual(new Ask.Port(Optional.empty())));
    } else if (startup.isEmpty()) {
      startup.add(Healthcheck.usual(new Ask.Uptime(settled)));
    }
    return new HealthPlan(startup, liveness);
  }

  private static List<Healthcheck> counting(
      Stage stage, List<Healthcheck> manifest, HealthOverride owner) {
    List<Healthcheck> own = in(stage, owner.checks());
    return own.isEmpty() ? in(stage, manifest) : own;
  }

  private static List<Healthcheck> in(Stage stage, List<Healthcheck> checks) {
    return checks.stream().filter(check -> check.stage() == stage).toList();
  }

  /** Those that are asked again and again once it is up, each by itself. */
  public List<Healthcheck> life() {
    return Stream.concat(in(Stage.READINESS, startup).stream(), liveness.stream()).toList();
  }

  public List<Healthcheck> all() {
    return Stream.concat(startup.stream(), liveness.stream()).toList();
  }
}
