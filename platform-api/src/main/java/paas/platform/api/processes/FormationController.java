package paas.platform.api.processes;

import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.Fleet;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.deploy.Journal;
import paas.platform.fault.Rejected;
import paas.platform.release.ProcessType;
import paas.platform.store.FormationStore;

/** How many instances of each process type are wanted. */
@Resource("/apps/{app}/formation")
final class FormationController {
  private final FormationStore formations;
  private final Lineups lineups;
  private final Fleet fleet;
  private final Journal journal;

  FormationController(FormationStore formations, Lineups lineups, Fleet fleet, Journal journal) {
    this.formations = formations;
    this.lineups = lineups;
    this.fleet = fleet;
    this.journal = journal;
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
    return lineup.shape(lineup.known(type));
  }

  /** All or nothing: one unknown type refuses the lot. */
  @Patch
  @Allows(Permission.APP_WRITE)
  List<Shape> scaleAll(AppCall call, Body body) {
    Map<String, Input> updates = new LinkedHashMap<>();
    for (Input update : body.json().objects("updates")) {
      String type = update.text("type").orElseGet(() -> update.need("process_type"));
      updates.put(type, update);
    }
    Lineup after = scale(call, updates);
    return updates.keySet().stream().map(type -> after.shape(after.known(type))).toList();
  }

  @Patch("/{type}")
  @Allows(Permission.APP_WRITE)
  Shape scaleOne(AppCall call, String type, Body body) {
    Lineup after = scale(call, Map.of(type, body.json()));
    return after.shape(after.known(type));
  }

  private Lineup scale(AppCall call, Map<String, Input> updates) {
    Lineup lineup = lineups.of(call.app());
    SortedMap<ProcessType, Integer> wanted = new TreeMap<>();
    updates.forEach((name, update) -> plan(lineup, lineup.known(name), update, wanted));
    if (wanted.isEmpty()) {
      return lineup;
    }
    formations.scale(call.app().id(), wanted);
    journal.event(call.app().id(), "Scaled to " + shown(wanted) + by(call));
    fleet.wake(call.app().id());
    return lineups.of(call.app());
  }

  private static void plan(
      Lineup lineup, ProcessType type, Input update, SortedMap<ProcessType, Integer> wanted) {
    update.text("size").or(() -> update.text("dyno_size")).ifPresent(FormationController::only);
    update
        .text("quantity")
        .map(Quantity::parse)
        .ifPresent(q -> wanted.put(type, q.from(lineup.formation().quantity(type))));
  }

  private static void only(String size) {
    if (!size.equalsIgnoreCase(Lineup.SIZE)) {
      throw Rejected.invalid(
          "This platform has one size of instance, '" + Lineup.SIZE + "': leave the size out.");
    }
  }

  private static String shown(SortedMap<ProcessType, Integer> wanted) {
    return String.join(
        " ",
        wanted.entrySet().stream()
            .map(entry -> entry.getKey() + "@" + entry.getValue() + ":" + Lineup.SIZE)
            .toList());
  }

  private static String by(AppCall call) {
    return " by user " + call.user().email();
  }
}
