package paas.platform.api.processes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import paas.platform.api.wire.Input;
import paas.platform.autoscale.Autoscale;
import paas.platform.fault.Rejected;
import paas.platform.formation.Capacity;
import paas.platform.formation.Companions;
import paas.platform.formation.Formation;
import paas.platform.formation.HardLimits;
import paas.platform.formation.HostCpus;
import paas.platform.formation.ProcessSettings;
import paas.platform.formation.Ulimits;
import paas.platform.release.ProcessType;

/** What a client wants to be otherwise; types and settings that it does not name stay. */
record FormationChange(
    SortedMap<ProcessType, Integer> quantities, SortedMap<ProcessType, ProcessSettings> settings) {

  static FormationChange of(Lineup lineup, Map<String, Input> updates) {
    var change = new FormationChange(new TreeMap<>(), new TreeMap<>());
    updates.forEach((name, update) -> change.add(lineup, lineup.sized(name), update));
    return change;
  }

  private void add(Lineup lineup, ProcessType type, Input update) {
    ProcessSettings before = lineup.formation().settings(type);
    ProcessSettings after = new SettingsUpdate(update).of(before);
    if (type.equals(ProcessType.RELEASE)) {
      requireSizeAlone(update, after.equals(before.with(after.size())));
    }
    if (!after.equals(before)) {
      settings.put(type, after);
    }
    update
        .text("quantity")
        .map(Quantity::parse)
        .ifPresent(q -> quantities.put(type, q.from(lineup.formation().quantity(type))));
  }

  private static void requireSizeAlone(Input update, boolean isAlone) {
    if (update.has("quantity") || !isAlone) {
      throw Rejected.invalid(
          "The release phase runs once for each release: it has a size (paas ps:type release=1g),"
              + " and nothing else of it can be set.");
    }
  }

  boolean isEmpty() {
    return quantities.isEmpty() && settings.isEmpty();
  }

  void require(
      Formation before,
      Capacity capacity,
      HostCpus cpus,
      Companions canary,
      HardLimits.Gauge limits) {
    settings.forEach((type, set) -> {
      if (!set.size().equals(before.settings(type).size())) {
        cpus.require(type, set.size());
      }
      Ulimits wanted = set.isolation().ulimits();
      if (!wanted.equals(before.settings(type).isolation().ulimits())) {
        limits.read().require(wanted);
      }
    });
    capacity.require(before, quantities, settings, canary);
  }

  /** Refuses a quantity that would not last. */
  void requireWithin(ProcessType type, Autoscale settings) {
    Optional.ofNullable(quantities.get(type))
        .ifPresent(quantity -> settings.requireWithin(type, quantity));
  }

  /** As Heroku's log says it: {@code Scaled to web@3:small}. */
  String describe(Formation before, Formation after) {
    SortedSet<ProcessType> types = new TreeSet<>(quantities.keySet());
    types.addAll(settings.keySet());
    List<String> parts = new ArrayList<>();
    types.forEach(type -> parts.add(scaled(type, after)));
    settings.forEach((type, set) -> {
      if (!set.grace().equals(before.settings(type).grace())) {
        parts.add("with %d s for %s to stop".formatted(set.grace().toSeconds(), type));
      }
      if (!set.webSocketGrace().equals(before.settings(type).webSocketGrace())) {
        parts.add(
            "with %d s for the WebSockets of %s".formatted(set.webSocketGrace().toSeconds(), type));
      }
      if (!set.isolation().equals(before.settings(type).isolation())) {
        parts.add("with %s for %s".formatted(set.isolation(), type));
      }
    });
    return "Scaled to " + String.join(" ", parts);
  }

  private static String scaled(ProcessType type, Formation after) {
    String quantity = type.equals(ProcessType.RELEASE) ? "" : "@" + after.quantity(type);
    return type + quantity + ":" + after.settings(type).size();
  }
}
