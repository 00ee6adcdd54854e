package paas.platform.api.processes;

import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.Fleet;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.deploy.CanaryRoom;
import paas.platform.deploy.DeploySettings;
import paas.platform.deploy.Journal;
import paas.platform.formation.Capacity;
import paas.platform.formation.Formation;
import paas.platform.formation.HardLimits;
import paas.platform.formation.HostCpus;
import paas.platform.formation.HostMemory;
import paas.platform.store.AutoscaleStore;
import paas.platform.store.FormationStore;

/** How many instances of each process type are wanted, and of what size. */
@Resource("/apps/{app}/formation")
final class FormationController {
  private final FormationStore formations;
  private final AutoscaleStore autoscales;
  private final Lineups lineups;
  private final Fleet fleet;
  private final Journal journal;
  private final HostMemory.Gauge memory;
  private final HardLimits.Gauge limits;
  private final CanaryRoom canaries;
  private final long standardMemory;
  private final HostCpus cpus;

  FormationController(
      FormationStore formations,
      AutoscaleStore autoscales,
      Lineups lineups,
      Fleet fleet,
      Journal journal,
      HostMemory.Gauge memory,
      HardLimits.Gauge limits,
      CanaryRoom canaries,
      DeploySettings settings,
      HostCpus cpus) {
    this.formations = formations;
    this.autoscales = autoscales;
    this.lineups = lineups;
    this.fleet = fleet;
    this.journal = journal;
    this.memory = memory;
    this.limits = limits;
    this.canaries = canaries;
    this.standardMemory = settings.memoryBytes() >> 20;
    this.cpus = cpus;
  }

  @Get
  @Allows(Permission.APP_READ)
  List<Shape> list(AppCall call) {
    return lineups.of(call.app()).shapes();
  }

  @Get("/{type}")
  @Allows(Permission.APP_READ)
  Shape info(AppCall call, String type) {
    Lineup lineup = lineups.of(call.app());
    return lineup.shape(lineup.sized(type));
  }

  /** All or nothing: one unknown type refuses the lot. */
  @Patch
  @Allows(Permission.APP_WRITE)
  List<Shape> scaleAll(AppCall call, Body body) {
    Input input = body.json();
    Map<String, Input> updates = new LinkedHashMap<>();
    for (Input update : input.objects("updates")) {
      String type = update.text("type").orElseGet(() -> update.need("process_type"));
      updates.put(type, update);
    }
    Lineup after = change(call, updates, input.flag("force").orElse(false));
    return updates.keySet().stream().map(type -> after.shape(after.sized(type))).toList();
  }

  @Patch("/{type}")
  @Allows(Permission.APP_WRITE)
  Shape scaleOne(AppCall call, String type, Body body) {
    Input input = body.json();
    Lineup after = change(call, Map.of(type, input), input.flag("force").orElse(false));
    return after.shape(after.sized(type));
  }

  private Lineup change(AppCall call, Map<String, Input> updates, boolean force) {
    Lineup lineup = lineups.of(call.app());
    FormationChange change = FormationChange.of(lineup, updates);
    while (!change.isEmpty() && !changed(call, lineup, change, force)) {
      // Somebody else was faster, and got what they asked for: one more is from there.
      lineup = lineups.of(call.app());
      change = FormationChange.of(lineup, updates);
    }
    return change.isEmpty() ? lineup : lineups.of(call.app());
  }

  /** False where the formation is no longer as the change found it. */
  private boolean changed(AppCall call, Lineup lineup, FormationChange change, boolean force) {
    autoscales.of(call.app().id()).forEach(change::requireWithin);
    if (!force) {
      change.require(
          canaries.counted(call.app().id(), lineup.formation()),
          new Capacity(memory.read(), standardMemory),
          cpus,
          canaries.companions(call.app().id()),
          limits);
    }
    Optional<Formation> after =
        formations.changeFrom(
            call.app().id(), lineup.formation(), change.quantities(), change.settings());
    after.ifPresent(formation -> {
      journal.event(
          call.app().id(),
          change.describe(lineup.formation(), formation) + " by user " + call.user().email());
      fleet.wake(call.app().id());
    });
    return after.isPresent();
  }
}
