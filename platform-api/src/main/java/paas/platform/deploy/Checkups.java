package paas.platform.deploy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import paas.platform.deploy.vitals.Asker;
import paas.platform.deploy.vitals.Checkup;
import paas.platform.deploy.vitals.Patient;
import paas.platform.formation.Slot;
import paas.platform.health.HealthPlan;
import paas.platform.health.Verdict;
import paas.platform.release.ReleaseVersion;
import paas.runner.Instance;
import paas.runner.State;

/** The checks of one app's instances, each as its plan says now. Used by one loop's thread. */
final class Checkups {
  private final Asker asker;
  private final InstantSource clock;
  private final Runnable wake;
  private final DeploySettings settings;
  private final HealthPlans plans;
  private final Map<String, Checkup> checkups = new HashMap<>();

  /** Instances of the serving release that were found at the first look. */
  private final Set<String> resumed = new HashSet<>();

  /** By which all that run were last looked at. */
  private Optional<AppIntent> lookedFor = Optional.empty();

  private boolean sameIntent;

  /** {@code wake} is called when a verdict has changed. */
  Checkups(LoopParts parts, Runnable wake) {
    this.asker = parts.asker();
    this.clock = parts.clock();
    this.wake = wake;
    this.settings = parts.settings();
    this.plans = new HealthPlans(settings.readiness(), parts.manifests());
  }

  /** A look begins; where it goes by the same intent as the one before, no plan has changed. */
  void begin(AppIntent intent) {
    sameIntent = lookedFor.filter(intent::equals).isPresent();
    lookedFor = Optional.empty();
  }

  /** It has ended; {@code all}: whether it asked for every running instance's. */
  void end(AppIntent intent, boolean all) {
    lookedFor = all ? Optional.of(intent) : Optional.empty();
  }

  /**
   * That of a running instance, which is begun if it has none that follows its plan.
   *
   * @param first when it was first seen
   * @param adopting whether the platform has just begun, and finds it
   * @param up whether it is known to be up
   */
  Verdict of(
      AppIntent intent, Slot slot, Instance instance, Instant first, boolean adopting, boolean up) {
    String id = instance.id().value();
    Checkup known = checkups.get(id);
    if (known != null && sameIntent) {
      return known.verdict();
    }
    HealthPlan plan = plans.of(intent, slot.type(), new ReleaseVersion(instance.release()));
    if (known != null && known.plan().equals(plan)) {
      return known.verdict();
    }
    if (known != null) {
      known.close();
      resumed.remove(id);
    }
    Checkup fresh = fresh(intent, instance, plan, first, adopting);
    checkups.put(id, fresh);
    return begin(fresh, intent, slot, instance, adopting, up).verdict();
  }

  private Checkup fresh(
      AppIntent intent, Instance instance, HealthPlan plan, Instant first, boolean adopting) {
    State.Running running = (State.Running) instance.state();
    // The engine's clock may have been ahead: nobody waits for a time to come.
    Instant began = adopting && running.since().isBefore(first) ? running.since() : first;
    Patient patient = Patients.of(intent, instance, running, began, settings.domain());
    Instant mayBootUntil = first.plus(intent.app().settings().bootTimeout());
    return new Checkup(asker, patient, plan, mayBootUntil, clock, wake);
  }

  private Checkup begin(
      Checkup fresh, AppIntent intent, Slot slot, Instance instance, boolean adopting, boolean up) {
    if (up) {
      return fresh.live();
    }
    boolean wasLive = adopting && intent.lasts(slot, new ReleaseVersion(instance.release()));
    if (!wasLive) {
      return fresh.begin();
    }
    resumed.add(instance.id().value());
    return fresh.resume(plans.usual(intent, slot.type()).startup());
  }

  /** What is known; nothing of one that has no checks any more. */
  Optional<Verdict> find(String id) {
    return Optional.ofNullable(checkups.get(id)).map(Checkup::verdict);
  }

  /** Whether one was live before the platform was restarted, and its plan is the same since. */
  boolean isResumed(String id) {
    return resumed.contains(id);
  }

  /** Whether one of those has not been asked yet. */
  boolean isAsking() {
    for (String id : resumed) {
      Checkup checkup = checkups.get(id);
      if (checkup != null && !checkup.heard()) {
        return true;
      }
    }
    return false;
  }

  void end(String id) {
    Optional.ofNullable(checkups.remove(id)).ifPresent(Checkup::close);
  }

  void keepOnly(Set<String> present) {
    resumed.retainAll(present);
    checkups.forEach((id, checkup) -> {
      if (!present.contains(id)) {
        checkup.close();
      }
    });
    checkups.keySet().retainAll(present);
  }
}
