package paas.platform.oneoff;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import paas.platform.app.App;
import paas.platform.deploy.Journal;
import paas.runner.InstanceId;

/**
 * The plans of the one-offs that run, as long as they do, and what is told of their ends: to people
 * in the app's log, to the rest of the platform by its {@link Sequel}s. Thread-safe.
 */
final class Aftermath implements Endings.Audience {
  private final Journal journal;
  private final Map<InstanceId, Plan> plans = new ConcurrentHashMap<>();
  private final List<Sequel> sequels = new CopyOnWriteArrayList<>();

  Aftermath(Journal journal) {
    this.journal = journal;
  }

  void add(Sequel sequel) {
    sequels.add(sequel);
  }

  void remember(InstanceId id, Plan plan) {
    plans.put(id, plan);
  }

  /** Empty for those of before a restart. */
  Optional<Plan> plan(InstanceId id) {
    return Optional.ofNullable(plans.get(id));
  }

  void forget(App app) {
    plans.values().removeIf(plan -> plan.app().id().equals(app.id()));
  }

  void say(App app, String process, String text) {
    journal.platform(app.id(), process, text);
  }

  /** One that somebody was attached to. */
  void say(Plan plan, int code, Instant began, Instant ended) {
    overdue(plan, began, ended).ifPresent(limit -> sayOverdue(plan.app(), plan.name(), limit));
    sayEnd(plan.app(), plan.name(), "Process exited with status " + code);
  }

  @Override
  public void say(Endings.End end) {
    String name = end.instance().name();
    plan(end.instance().id())
        .flatMap(plan -> overdue(plan, plan.madeAt(), end.at()))
        .ifPresent(limit -> sayOverdue(end.app(), name, limit));
    String how =
        end.code()
            .map(code -> "Process exited with status " + code)
            .orElse("Its container was removed from outside the platform: its status is not known");
    sayEnd(end.app(), name, how);
  }

  /** How long it was allowed to run, where it has run for that long. */
  private static Optional<Duration> overdue(Plan plan, Instant began, Instant ended) {
    Duration atMost = plan.spec().atMost();
    return Optional.of(atMost).filter(limit -> !ended.isBefore(began.plus(limit)));
  }

  private void sayOverdue(App app, String name, Duration limit) {
    say(app, name, "Stopped at its time limit of " + limit.toSeconds() + " s");
  }

  private void sayEnd(App app, String name, String how) {
    say(app, name, how);
    say(app, name, "State changed from up to complete");
  }

  /** Where the code is not known, whoever needs one finds out that the container is gone. */
  @Override
  public void tell(Endings.End end) {
    String name = end.instance().name();
    end.code()
        .ifPresent(
            code -> sequels.forEach(sequel -> sequel.ended(end.app(), name, code, end.at())));
  }

  @Override
  public void gone(InstanceId id) {
    plans.remove(id);
  }
}
