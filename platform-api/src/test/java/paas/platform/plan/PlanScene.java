package paas.platform.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import paas.platform.formation.Formation;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.platform.release.ReleaseVersion;

/** What an app has and wants, and what the planner makes of it. */
abstract class PlanScene {
  static final ProcessType WEB = ProcessType.WEB;
  static final ProcessType WORKER = new ProcessType("worker");
  static final Slot WEB_1 = new Slot(WEB, 1);
  static final Slot TRIAL_1 = Slot.trial(WEB, 1);
  static final Slot TRIAL_2 = Slot.trial(WEB, 2);
  static final Health UP = new Health.Up();
  static final Health BOOTING = new Health.Booting();

  final List<SeenInstance> instances = new ArrayList<>();
  Optional<Exposures> published = Optional.empty();
  Map<ProcessType, Integer> surge = Map.of();
  Optional<Trial> trial = Optional.empty();
  Set<ProcessType> routed = Wanted.ONLY_WEB;
  int wakesTo;
  Formation formation = scaled(Map.of(WEB, 1));

  void serveThree() {
    formation = scaled(Map.of(WEB, 3, WORKER, formation.quantity(WORKER)));
    published = serving("a", "b", "c");
    see("a", WEB_1, 1, UP);
    see("b", new Slot(WEB, 2), 1, UP);
    see("c", new Slot(WEB, 3), 1, UP);
  }

  List<Step> plan(Optional<Long> serving, Optional<Long> candidate) {
    return Planner.plan(wanted(serving, candidate), new Seen(instances, published, Map.of()));
  }

  Wanted wanted(Optional<Long> serving, Optional<Long> candidate) {
    return new Wanted(
        revision(serving), revision(candidate), trial, routed, formation, false, wakesTo, surge);
  }

  static Optional<Revision> revision(Optional<Long> version) {
    return version.map(
        v -> new Revision(new ReleaseVersion(v), new TreeSet<>(Set.of(WEB, WORKER))));
  }

  void see(String id, Slot slot, long version, Health health) {
    instances.add(new SeenInstance(id, slot, new ReleaseVersion(version), 0, health));
  }

  static Step start(Slot slot, long version) {
    return new Step.Start(slot, new ReleaseVersion(version), 0);
  }

  static Step publish(Exposure exposure) {
    return new Step.Publish(Exposures.web(exposure));
  }

  static Optional<Exposures> serving(String... ids) {
    return Optional.of(Exposures.web(new Exposure.Serving(Set.of(ids))));
  }

  static Formation scaled(Map<ProcessType, Integer> quantities) {
    return new Formation(new TreeMap<>(quantities), Set.of(), Map.of(), Map.of());
  }
}
