package paas.platform.api.processes;

import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Put;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.Fleet;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.deploy.CountingChecks;
import paas.platform.deploy.Journal;
import paas.platform.fault.Rejected;
import paas.platform.health.HealthOverride;
import paas.platform.health.HealthPlan;
import paas.platform.health.Healthcheck;
import paas.platform.health.Stage;
import paas.platform.health.Wording;
import paas.platform.release.ProcessType;
import paas.platform.store.HealthStore;
import paas.platform.store.MountStore;

/** The health checks of an app's process types: which count, and what the owner says of them. */
@Resource("/apps/{app}/healthchecks")
final class HealthchecksController {
  private final HealthStore checks;
  private final MountStore mounts;
  private final Lineups lineups;
  private final CountingChecks counting;
  private final Fleet fleet;
  private final Journal journal;

  HealthchecksController(
      HealthStore checks,
      MountStore mounts,
      Lineups lineups,
      CountingChecks counting,
      Fleet fleet,
      Journal journal) {
    this.checks = checks;
    this.mounts = mounts;
    this.lineups = lineups;
    this.counting = counting;
    this.fleet = fleet;
    this.journal = journal;
  }

  @Get
  @Allows(Permission.APP_READ)
  List<Shape> list(AppCall call) {
    Lineup lineup = lineups.of(call.app());
    Map<ProcessType, HealthOverride> owner = checks.of(call.app().id());
    return lineup.types().stream().map(type -> shape(lineup, type, owner)).toList();
  }

  @Get("/{type}")
  @Allows(Permission.APP_READ)
  Shape info(AppCall call, String type) {
    Lineup lineup = lineups.of(call.app());
    return shape(lineup, lineup.known(type), checks.of(call.app().id()));
  }

  /** Sets the check of its stage, in the words of {@link Wording}; they count at once. */
  @Put("/{type}")
  @Allows(Permission.APP_WRITE)
  Shape set(AppCall call, String type, Body body) {
    Map<String, String> words = new LinkedHashMap<>();
    body.json().entries().forEach((key, value) -> words.put(key, value.orElse("")));
    if (words.isEmpty()) {
      throw Rejected.invalid("What is to be checked? For example: paas checks:set web path=/up");
    }
    Healthcheck check = Wording.check(Healthcheck.Source.OWNER, words);
    return change(call, type, before -> before.with(check), "Set " + check.stage().word());
  }

  /** {@code {"enabled": false}} leaves only the platform's own check. */
  @Patch("/{type}")
  @Allows(Permission.APP_WRITE)
  Shape enable(AppCall call, String type, Body body) {
    boolean enabled =
        body.json()
            .flag("enabled")
            .orElseThrow(() -> Rejected.invalid("'enabled' is missing from the request."));
    return change(call, type, before -> before.with(enabled), enabled ? "Enable" : "Disable");
  }

  @Delete("/{type}")
  @Allows(Permission.APP_WRITE)
  Shape unset(AppCall call, String type) {
    return change(call, type, before -> before.without(Optional.empty()), "Unset");
  }

  @Delete("/{type}/{stage}")
  @Allows(Permission.APP_WRITE)
  Shape unset(AppCall call, String type, String stage) {
    Stage known = Stage.parse(stage);
    return change(
        call, type, before -> before.without(Optional.of(known)), "Unset " + known.word());
  }

  private Shape change(
      AppCall call, String name, UnaryOperator<HealthOverride> change, String what) {
    Lineup lineup = lineups.of(call.app());
    ProcessType type = lineup.wanted(name);
    HealthOverride after = checks.update(call.app().id(), type, change);
    journal.event(
        call.app().id(), what + " health check of " + type + " by user " + call.user().email());
    fleet.wake(call.app().id());
    return shape(lineup, type, Map.of(type, after));
  }

  private Shape shape(Lineup lineup, ProcessType type, Map<ProcessType, HealthOverride> owner) {
    HealthOverride override = owner.getOrDefault(type, HealthOverride.NONE);
    HealthPlan plan = counting.of(type, isRouted(lineup.app(), type), lineup.slug(), override);
    return HealthShapes.of(lineup.app(), type, plan, override);
  }

  private boolean isRouted(App app, ProcessType type) {
    return type.isWeb()
        || mounts.to(app.id()).stream().anyMatch(mount -> mount.process().equals(type));
  }
}
