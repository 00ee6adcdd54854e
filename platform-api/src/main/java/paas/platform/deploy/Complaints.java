package paas.platform.deploy;

import java.util.HashSet;
import java.util.Set;
import paas.platform.formation.Slot;
import paas.platform.health.Healthcheck;
import paas.platform.health.Verdict;

/**
 * Which instances fail a check of their life; the app's log is told once of each, and of its end.
 */
final class Complaints {
  private final Journal journal;
  private final Set<String> ailing = new HashSet<>();
  private final Set<String> unready = new HashSet<>();

  Complaints(Journal journal) {
    this.journal = journal;
  }

  /** Those that ask not to be sent requests. */
  Set<String> unready() {
    return unready.isEmpty() ? Set.of() : Set.copyOf(unready);
  }

  /** It goes on, without requests as long as others are ready. */
  void note(AppIntent intent, Slot slot, String id, Verdict.Unready verdict) {
    if (unready.add(id)) {
      String what = failed("Readiness", verdict.check(), verdict.last());
      tell(intent, slot, what + "; requests go to those that are ready");
    }
  }

  /** It counts as up until it may be restarted. */
  void note(AppIntent intent, Slot slot, String id, Verdict.Dead verdict) {
    if (ailing.add(id)) {
      tell(intent, slot, failed("Liveness", verdict.check(), verdict.last()));
    }
  }

  /** All its checks are passed. */
  void end(AppIntent intent, Slot slot, String id) {
    if (ailing.remove(id)) {
      tell(intent, slot, "Liveness check is passed again");
    }
    if (unready.remove(id)) {
      tell(intent, slot, "Readiness check is passed again: it is sent requests");
    }
  }

  void keepOnly(Set<String> present) {
    ailing.retainAll(present);
    unready.retainAll(present);
  }

  private static String failed(String stage, Healthcheck check, Object last) {
    return "%s check failed %d times: %s".formatted(stage, check.attempts(), last);
  }

  private void tell(AppIntent intent, Slot slot, String text) {
    journal.platform(intent.app().id(), slot.toString(), text);
  }
}
