package paas.platform.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import paas.platform.formation.Formation;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.platform.release.ReleaseVersion;

/**
 * {@code plan(wanted, seen)}: the next steps, none when the app is as it should be.
 *
 * <p>A deploy needs three rounds: start the candidate's instances; once all are up, publish them;
 * once that is acknowledged, declare success, after which the old ones are merely unwanted. A
 * failed candidate is declared failed, after which its own instances are. A process type with a
 * surge is replaced slot by slot instead: each new instance that is up takes the place of its old
 * one, and a failure brings the old ones back; with a surge of 0 all old ones of the type are gone
 * before the first new one starts. The candidate of an app that sleeps has web instances while the
 * serving release has none.
 *
 * <p>A release on trial has instances of its own, which take no place of the serving release's. It
 * begins when all of them are up and published; until then a failure is its end.
 */
public final class Planner {
  private static final String NOBODY =
      "It would have no instance that requests are led to: none of its process types that get"
          + " requests is scaled to more than 0 and running, see `paas ps`.";

  private final Wanted wanted;
  private final Seen seen;
  private final Occupants occupants;
  private final Optional<String> failure;
  private final Optional<String> trialFailure;
  private final List<Slot> trialSlots;

  /** What the candidate is to fill; more than the others only where the app sleeps. */
  private final Formation rollOut;

  private final List<Step> steps = new ArrayList<>();
  private final Map<ProcessType, Integer> starting = new HashMap<>();

  /** Types whose new instances wait for the end of the old ones. */
  private final Set<ProcessType> waiting = new HashSet<>();

  /** Of the wanted revisions; asked for again and again. */
  private final Map<ReleaseVersion, List<Slot>> slots = new HashMap<>();

  private Planner(Wanted wanted, Seen seen) {
    this.wanted = wanted;
    this.seen = seen;
    this.occupants = new Occupants(seen.instances());
    this.rollOut = wanted.rollOut();
    this.failure = wanted.candidate().flatMap(candidate -> failureOf(candidate, false, seen));
    this.trialFailure =
        wanted
            .trial()
            .filter(trial -> !trial.begun())
            .flatMap(trial -> failureOf(trial.revision(), true, seen));
    this.trialSlots =
        wanted
            .trial()
            .map(trial -> trial.slots(wanted.formation(), wanted.routed()))
            .orElse(List.of());
  }

  /** Pure and total; the same arguments give the same steps. */
  public static List<Step> plan(Wanted wanted, Seen seen) {
    return new Planner(wanted, seen).steps();
  }

  private List<Step> steps() {
    wanted.serving().ifPresent(this::fill);
    viable().ifPresent(this::fill);
    onTrial().ifPresent(this::fillTrial);
    Exposures exposures = exposures();
    boolean acknowledged = seen.published().equals(Optional.of(exposures));
    if (!acknowledged) {
      steps.add(new Step.Publish(exposures));
    }
    wanted.candidate().ifPresent(candidate -> judge(candidate, acknowledged));
    wanted.trial().ifPresent(trial -> judge(trial, acknowledged));
    clear(exposures);
    return List.copyOf(steps);
  }

  /** Starts what a revision lacks, as far as the surge allows. */
  private void fill(Revision revision) {
    for (Slot slot : slots(revision)) {
      if (current(slot, revision).isEmpty()
          && !coolsOff(slot, revision)
          && !replaced(slot, revision)
          && hasRoom(slot.type(), revision)) {
        long epoch = wanted.formation().epoch(slot);
        steps.add(new Step.Start(slot, revision.version(), epoch));
        starting.merge(slot.type(), 1, Integer::sum);
      }
    }
  }

  /** A candidate has one try, and does not wait for what another release crashed of. */
  private boolean coolsOff(Slot slot, Revision revision) {
    return seen.cooling().containsKey(slot) && !isCandidate(revision);
  }

  private boolean isCandidate(Revision revision) {
    return wanted.candidate().equals(Optional.of(revision));
  }

  /** Its instances are beside all others: no surge bounds them, as they replace nobody. */
  private void fillTrial(Trial trial) {
    for (Slot slot : trialSlots) {
      if (current(slot, trial.revision()).isEmpty() && !seen.cooling().containsKey(slot)) {
        long epoch = wanted.formation().epoch(slot);
        steps.add(new Step.Start(slot, trial.revision().version(), epoch));
      }
    }
  }

  /** Unless it has failed before it began. */
  private Optional<Trial> onTrial() {
    return trialFailure.isEmpty() ? wanted.trial() : Optional.empty();
  }

  private List<Slot> slots(Revision revision) {
    return slots.computeIfAbsent(revision.version(), v -> revision.slots(formation(revision)));
  }

  private Formation formation(Revision revision) {
    return isCandidate(revision) ? rollOut : wanted.formation();
  }

  private boolean hasRoom(ProcessType type, Revision revision) {
    int surge = wanted.surge().getOrDefault(type, Formation.MAX_QUANTITY);
    long most = rollOut.quantity(type) + (long) surge;
    return (!wanted.stopsFirst(type) || isAlone(type, revision))
        && occupants.present(type) + starting.getOrDefault(type, 0) < most;
  }

  /** Whether nobody is left that instances of this release would stand beside. */
  private boolean isAlone(ProcessType type, Revision revision) {
    if (occupants.anyOther(type, revision.version(), wanted.formation()::epoch)) {
      waiting.add(type);
      return false;
    }
    return heir(type).equals(Optional.of(revision));
  }

  /** The release that a type which stops first is to run in the end. */
  private Optional<Revision> heir(ProcessType type) {
    return viable().filter(next -> next.types().contains(type)).or(wanted::serving);
  }

  /** Whether it ends before its successor starts. */
  private boolean yields(SeenInstance one) {
    return wanted.stopsFirst(one.slot().type())
        && heir(one.slot().type())
            .filter(heir -> one.isOf(heir.version(), wanted.formation().epoch(one.slot())))
            .isEmpty();
  }

  /** Whether the candidate's instance has taken this slot over from the serving release. */
  private boolean replaced(Slot slot, Revision revision) {
    return successor(slot).filter(SeenInstance::up).isPresent()
        && wanted.serving().equals(Optional.of(revision));
  }

  /** The candidate's instance for a slot whose type is replaced one slot after the other. */
  private Optional<SeenInstance> successor(Slot slot) {
    return wanted.surge().containsKey(slot.type())
        ? viable().flatMap(candidate -> current(slot, candidate))
        : Optional.empty();
  }

  private Optional<Revision> viable() {
    return failure.isEmpty() ? wanted.candidate() : Optional.empty();
  }

  private static Optional<String> failureOf(Revision candidate, boolean trial, Seen seen) {
    for (SeenInstance instance : seen.instances()) {
      if (instance.health() instanceof Health.Failed failed
          && instance.version().equals(candidate.version())
          && instance.slot().isTrial() == trial) {
        return Optional.of(failed.why());
      }
    }
    return Optional.empty();
  }

  private void judge(Revision candidate, boolean acknowledged) {
    if (failure.isPresent()) {
      steps.add(new Step.Fail(candidate.version(), failure.get()));
    } else if (complete(candidate) && acknowledged) {
      steps.add(new Step.Succeed(candidate.version()));
    }
  }

  private void judge(Trial trial, boolean acknowledged) {
    if (trialFailure.isPresent()) {
      steps.add(new Step.Fail(trial.revision().version(), trialFailure.get()));
    } else if (!trial.begun() && trialSlots.isEmpty()) {
      steps.add(new Step.Fail(trial.revision().version(), NOBODY));
    } else if (!trial.begun() && acknowledged && complete(trial.revision(), trialSlots)) {
      steps.add(new Step.Begin(trial.revision().version()));
    }
  }

  private boolean complete(Revision revision) {
    return complete(revision, slots(revision));
  }

  private boolean complete(Revision revision, List<Slot> all) {
    for (Slot slot : all) {
      if (current(slot, revision).filter(SeenInstance::up).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private Exposures exposures() {
    SortedMap<ProcessType, Exposure> exposures = new TreeMap<>();
    Optional<Revision> full = wanted.candidate().filter(this::complete);
    for (ProcessType type : wanted.routed()) {
      exposures.put(type, exposure(type, full));
    }
    return new Exposures(exposures);
  }

  /** {@code full} is the candidate, once it has all of its instances: all requests are its own. */
  private Exposure exposure(ProcessType type, Optional<Revision> full) {
    if (wanted.maintenance()) {
      return new Exposure.Maintenance();
    }
    Optional<Revision> shown = full.or(wanted::serving);
    Set<String> up = new HashSet<>();
    shown.ifPresent(revision -> up.addAll(routable(revision, type)));
    Set<String> tried = full.isPresent() ? Set.of() : tried(type);
    if (up.isEmpty()) {
      return tried.isEmpty() ? nothingUp(shown, type) : new Exposure.Serving(tried);
    }
    return tried.isEmpty() ? new Exposure.Serving(up) : shared(type, up, tried);
  }

  private Exposure shared(ProcessType type, Set<String> up, Set<String> tried) {
    long all = trialSlots.stream().filter(slot -> slot.type().equals(type)).count();
    int share = wanted.trial().orElseThrow().share(tried.size(), (int) all);
    return new Exposure.Serving(up, tried, share);
  }

  /** Those on trial that are up, once all of them were. */
  private Set<String> tried(ProcessType type) {
    Set<String> ids = new HashSet<>();
    onTrial()
        .filter(trial -> trial.begun() || complete(trial.revision(), trialSlots))
        .ifPresent(trial ->
            trialSlots.stream()
                .filter(slot -> slot.type().equals(type))
                .flatMap(slot -> current(slot, trial.revision()).stream())
                .filter(SeenInstance::up)
                .forEach(instance -> ids.add(instance.id())));
    return ids;
  }

  /** For each slot its current instance, or while that one boots the one it will replace. */
  private Set<String> routable(Revision revision, ProcessType type) {
    Set<String> ids = new HashSet<>();
    for (Slot slot : slots(revision)) {
      if (slot.type().equals(type)) {
        successor(slot)
            .or(() -> current(slot, revision))
            .filter(SeenInstance::up)
            .or(() -> current(slot, revision).filter(SeenInstance::up))
            .or(() -> former(slot, revision))
            .or(() -> viable().flatMap(candidate -> former(slot, candidate)))
            .filter(instance -> !yields(instance))
            .ifPresent(instance -> ids.add(instance.id()));
      }
    }
    return ids;
  }

  private Exposure nothingUp(Optional<Revision> shown, ProcessType type) {
    if (shown.isEmpty() && wanted.candidate().isEmpty()) {
      return new Exposure.Blank();
    }
    if (asleep(type)) {
      return new Exposure.Sleeping();
    }
    if (known().allMatch(revision -> revision.slots(wanted.formation(), type).isEmpty())) {
      return new Exposure.NoWeb();
    }
    return comingUp(type) ? new Exposure.Booting() : new Exposure.Crashed();
  }

  private Stream<Revision> known() {
    return Stream.concat(wanted.serving().stream(), wanted.candidate().stream());
  }

  /** There is a web process to wake; a candidate's that boots is nobody's before it is live. */
  private boolean asleep(ProcessType type) {
    return wanted.asleep()
        && type.isWeb()
        && known().anyMatch(revision -> revision.types().contains(type));
  }

  /** Whether some instance of the type boots, or is about to be started. */
  private boolean comingUp(ProcessType type) {
    return seen.instances().stream().anyMatch(i -> i.slot().type().equals(type) && i.booting())
        || starting.containsKey(type)
        || waiting.contains(type)
        || restartsAtOnce(type);
  }

  /** Whether one crashed that had not before: it is started again within about a second. */
  private boolean restartsAtOnce(ProcessType type) {
    return seen.cooling().entrySet().stream()
        .anyMatch(crash -> crash.getKey().type().equals(type) && crash.getValue() == 1);
  }

  /** Stops and reaps what nobody wants and nobody is routed to. */
  private void clear(Exposures exposures) {
    for (SeenInstance instance : seen.instances()) {
      if (instance.stopping()) {
        continue;
      }
      if (instance.failed()) {
        steps.add(new Step.Reap(instance.id()));
      } else if (!isWanted(instance) && !routed(instance, exposures)) {
        steps.add(new Step.Stop(instance.id()));
      }
    }
  }

  /** Nothing is stopped before the router has acknowledged a table without it. */
  private boolean routed(SeenInstance instance, Exposures exposures) {
    boolean perhaps = seen.published().map(p -> p.holds(instance.id())).orElse(true);
    return perhaps || exposures.holds(instance.id());
  }

  private boolean isWanted(SeenInstance instance) {
    return instance.slot().isTrial()
        ? onTrial().filter(trial -> wants(trial, instance)).isPresent()
        : wants(wanted.serving(), instance) || wants(wanted.candidate(), instance);
  }

  private boolean wants(Trial trial, SeenInstance instance) {
    return trialSlots.contains(instance.slot())
        && current(instance.slot(), trial.revision())
            .filter(current -> current.id().equals(instance.id()))
            .isPresent();
  }

  private boolean wants(Optional<Revision> revision, SeenInstance instance) {
    if (revision.filter(r -> r.version().equals(instance.version())).isEmpty()) {
      return false;
    }
    if (!revision.get().fills(instance.slot(), formation(revision.get()))
        || replaced(instance.slot(), revision.get())
        || yields(instance)) {
      return false;
    }
    Optional<SeenInstance> current = current(instance.slot(), revision.get());
    if (current.filter(c -> c.up() || c.id().equals(instance.id())).isPresent()) {
      return current.get().id().equals(instance.id());
    }
    if (outdated(revision.get(), instance.slot())) {
      return false;
    }
    return former(instance.slot(), revision.get())
        .map(standIn -> standIn.id().equals(instance.id()))
        .orElse(current.isEmpty());
  }

  /**
   * A candidate's instance of an earlier epoch was never live: while the serving release holds its
   * slot it only takes the room that the surge gives its successor.
   */
  private boolean outdated(Revision revision, Slot slot) {
    return isCandidate(revision)
        && wanted.serving().flatMap(serving -> former(slot, serving)).isPresent();
  }

  /** The one instance of a slot with the wanted release and epoch: an up one if there is one. */
  private Optional<SeenInstance> current(Slot slot, Revision revision) {
    return occupants.current(slot, revision.version(), wanted.formation().epoch(slot));
  }

  /** An up instance of an earlier epoch, the newest. */
  private Optional<SeenInstance> former(Slot slot, Revision revision) {
    return occupants.former(slot, revision.version());
  }
}
