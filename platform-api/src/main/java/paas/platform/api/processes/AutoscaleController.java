package paas.platform.api.processes;

import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import java.util.List;
import java.util.Optional;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.Fleet;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.autoscale.Autoscale;
import paas.platform.deploy.Journal;
import paas.platform.fault.Rejected;
import paas.platform.release.ProcessType;
import paas.platform.scaling.Accounts;
import paas.platform.store.AutoscaleStore;
import paas.platform.store.FormationStore;

/** Which process types follow their load, how, and what was decided of them. */
@Resource("/apps/{app}")
final class AutoscaleController {
  private final AutoscaleStore autoscales;
  private final FormationStore formations;
  private final Lineups lineups;
  private final Accounts accounts;
  private final Fleet fleet;
  private final Journal journal;

  AutoscaleController(
      AutoscaleStore autoscales,
      FormationStore formations,
      Lineups lineups,
      Accounts accounts,
      Fleet fleet,
      Journal journal) {
    this.autoscales = autoscales;
    this.formations = formations;
    this.lineups = lineups;
    this.accounts = accounts;
    this.fleet = fleet;
    this.journal = journal;
  }

  @Get("/autoscales")
  @Allows(Permission.APP_READ)
  List<Shape> list(AppCall call) {
    return autoscales.of(call.app().id()).entrySet().stream()
        .map(entry -> shape(call, entry.getKey(), entry.getValue()))
        .toList();
  }

  @Get("/formation/{type}/autoscale")
  @Allows(Permission.APP_READ)
  Shape info(AppCall call, String type) {
    ProcessType named = new ProcessType(type);
    return shape(call, named, find(call, named));
  }

  private Autoscale find(AppCall call, ProcessType type) {
    return Optional.ofNullable(autoscales.of(call.app().id()).get(type))
        .orElseThrow(() -> missing(type));
  }

  private static Rejected missing(ProcessType type) {
    return Rejected.notFound(
        "autoscale",
        "%s is not autoscaled; for example: paas ps:autoscale %s --max 5 --cpu 70"
            .formatted(type, type));
  }

  /** What is not named stays; it counts from the next judgement on. */
  @Put("/formation/{type}/autoscale")
  @Allows(Permission.APP_WRITE)
  Shape set(AppCall call, String type, Body body) {
    AutoscaleWish wish = AutoscaleWish.of(body.json());
    Lineup lineup = lineups.of(call.app());
    ProcessType known = lineup.wanted(type);
    Autoscale after =
        autoscales.update(
            call.app().id(),
            known,
            before -> {
              Autoscale wanted = wish.on(before, lineup.formation().quantity(known));
              wanted.requireFor(known);
              return wanted;
            });
    tell(call, "Autoscale %s: %s".formatted(known, after.describe()));
    return shape(call, known, after);
  }

  /**
   * It keeps the instances that it has; one that sleeps has those again that a person chose last,
   * at least one: nothing would wake it any more.
   */
  @Delete("/formation/{type}/autoscale")
  @Allows(Permission.APP_WRITE)
  Shape end(AppCall call, String type) {
    ProcessType named = new ProcessType(type);
    Autoscale before = find(call, named);
    // Woken first: requests that wait would be answered with H14 in between.
    int chosen = Math.max(1, formations.chosen(call.app().id(), named));
    boolean woken = before.sleeps() && formations.scaleFrom(call.app().id(), named, 0, chosen);
    autoscales.remove(call.app().id(), named);
    String slept = woken ? ", it slept and has %d again".formatted(chosen) : "";
    tell(call, "Autoscale %s no more%s".formatted(named, slept));
    return shape(call, named, before);
  }

  private void tell(AppCall call, String what) {
    journal.event(call.app().id(), what + " by user " + call.user().email());
    fleet.wake(call.app().id());
  }

  private Shape shape(AppCall call, ProcessType type, Autoscale settings) {
    return AutoscaleShapes.of(
        call.app(),
        type,
        settings,
        formations.of(call.app().id()).quantity(type),
        accounts.of(call.app().id(), type));
  }
}
