package paas.platform.api.processes;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.platform.api.Fleet;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.deploy.Journal;
import paas.platform.formation.Formation;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.platform.store.FormationStore;

/**
 * Stops, starts and restarts slots of the formation: stored, told to the log, and the loop woken.
 */
@Singleton
final class Slots {
  /** What is done to slots. */
  enum Action {
    STOP("Stop"),
    START("Start"),
    RESTART("Restart");

    private final String word;

    Action(String word) {
      this.word = word;
    }

    /** Whether it changes something: what is stopped can only be started, and only that. */
    private boolean concerns(Slot slot, Formation formation) {
      return formation.stopped().contains(slot) == (this == START);
    }
  }

  private static final Pattern NAME = Pattern.compile("(.+)\\.([1-9][0-9]{0,2})");

  private final FormationStore formations;
  private final Fleet fleet;
  private final Journal journal;

  Slots(FormationStore formations, Fleet fleet, Journal journal) {
    this.formations = formations;
    this.fleet = fleet;
    this.journal = journal;
  }

  /** Every slot of the app, or of one type; the stopped ones too. */
  SortedSet<Slot> all(App app, Optional<ProcessType> type) {
    Formation formation = formations.of(app.id());
    SortedSet<Slot> slots = new TreeSet<>();
    type.map(Set::of)
        .orElse(formation.quantities().keySet())
        .forEach(each -> slots.addAll(formation.slots(each)));
    return slots;
  }

  /** The slot of that name, if the app wants one. */
  Optional<Slot> named(App app, String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? all(app, Optional.empty()).stream().filter(s -> s.toString().equals(name)).findFirst()
        : Optional.empty();
  }

  /** Leaves out what that would not change; answers to how many of them it was done. */
  Shape perform(AppCall call, Action action, Set<Slot> chosen) {
    Formation formation = formations.of(call.app().id());
    SortedSet<Slot> slots = new TreeSet<>(chosen);
    slots.removeIf(slot -> !action.concerns(slot, formation));
    if (!slots.isEmpty()) {
      store(call, action, slots);
      say(call, action, String.join(", ", slots.stream().map(Slot::toString).toList()));
      fleet.wake(call.app().id());
    }
    return Shape.empty().with("instances", slots.size());
  }

  private void store(AppCall call, Action action, Set<Slot> slots) {
    switch (action) {
      case STOP -> formations.stop(call.app().id(), slots);
      case START -> formations.start(call.app().id(), slots);
      case RESTART -> formations.restart(call.app().id(), slots);
    }
  }

  /** Tells the app's log what was done, to what, by whom. */
  void say(AppCall call, Action action, String names) {
    journal.event(call.app().id(), action.word + " " + names + " by user " + call.user().email());
  }
}
