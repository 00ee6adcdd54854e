package paas.platform.deploy.vitals;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import paas.platform.health.Answer;
import paas.platform.health.Ask;
import paas.platform.health.Course;
import paas.platform.health.HealthPlan;
import paas.platform.health.Healthcheck;
import paas.platform.health.Verdict;

/**
 * Follows the checks of one instance: those of its start one after the other, then those of its
 * life, each by itself, until it is closed. {@code changed} is called when the verdict has changed
 * or the first answer is there, never under the lock. Thread-safe.
 */
public final class Checkup implements AutoCloseable {
  private final Asker asker;
  private final Patient patient;
  private final HealthPlan plan;
  private final Instant mayBootUntil;
  private final InstantSource clock;
  private final Runnable changed;

  private final Map<Healthcheck, Answer.Probe> dead = new LinkedHashMap<>();
  private Verdict verdict = new Verdict.Waiting();
  private boolean heard;
  private boolean closed;

  public Checkup(
      Asker asker,
      Patient patient,
      HealthPlan plan,
      Instant mayBootUntil,
      InstantSource clock,
      Runnable changed) {
    this.asker = asker;
    this.patient = patient;
    this.plan = plan;
    this.mayBootUntil = mayBootUntil;
    this.clock = clock;
    this.changed = changed;
  }

  /** For an instance that has to show that it came up. */
  public Checkup begin() {
    startup(plan.startup());
    return this;
  }

  /** For one that was live before a restart of the platform: it has to show a little only. */
  public Checkup resume(List<Healthcheck> little) {
    startup(little);
    return this;
  }

  /** For one that is known to be up. */
  public synchronized Checkup live() {
    heard = true;
    verdict = new Verdict.Up();
    plan.liveness().forEach(check -> again(Course.of(check), first(check)));
    return this;
  }

  public HealthPlan plan() {
    return plan;
  }

  public synchronized Verdict verdict() {
    return verdict;
  }

  /** Whether it was asked at least once. */
  public synchronized boolean heard() {
    return heard;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private static Duration first(Healthcheck check) {
    Duration pause = Course.of(check).pause();
    return check.delay().compareTo(pause) > 0 ? check.delay() : pause;
  }

  private void startup(List<Healthcheck> left) {
    Healthcheck check = left.getFirst();
    startup(Course.of(check), left, untilFirst(check));
  }

  private void startup(Course course, List<Healthcheck> left, Duration after) {
    ask(course.check(), after, answer -> started(course, left, answer));
  }

  /** An uptime is not worth asking for before its time. */
  private Duration untilFirst(Healthcheck check) {
    if (check.ask() instanceof Ask.Uptime(var atLeast)) {
      Duration left = Duration.between(clock.instant(), patient.since().plus(atLeast));
      return left.isNegative() ? Duration.ZERO : left;
    }
    return check.delay();
  }

  private void ask(Healthcheck check, Duration after, Consumer<Answer> told) {
    asker.ask(
        patient,
        check.ask(),
        check.timeout(),
        after,
        answer -> {
          if (take(told, answer)) {
            changed.run();
          }
        });
  }

  /** Whether there is news. */
  private synchronized boolean take(Consumer<Answer> told, Answer answer) {
    if (closed) {
      return false;
    }
    Verdict before = verdict;
    boolean first = !heard;
    heard = true;
    told.accept(answer);
    return first || !before.equals(verdict);
  }

  private void started(Course course, List<Healthcheck> left, Answer answer) {
    boolean mayBoot = clock.instant().isBefore(mayBootUntil);
    switch (course.on(answer, mayBoot)) {
      case Course.Next.Again(var next, var after) -> startup(next, left, after);
      case Course.Next.Deaf d -> verdict = new Verdict.Deaf(course.check());
      case Course.Next.Failed(var next, var last) ->
          verdict = new Verdict.Failed(course.check(), last);
      case Course.Next.Passed p -> {
        List<Healthcheck> others = left.subList(1, left.size());
        if (others.isEmpty()) {
          live();
        } else {
          startup(others);
        }
      }
    }
  }

  private void again(Course course, Duration after) {
    ask(course.check(), after, answer -> lived(course, answer));
  }

  private void lived(Course course, Answer answer) {
    switch (course.on(answer, false)) {
      case Course.Next.Again(var next, var after) -> {
        if (next.failures() == 0) {
          dead.remove(course.check());
        }
        again(next, after);
      }
      case Course.Next.Failed(var next, var last) -> {
        dead.putIfAbsent(course.check(), last);
        again(next, next.pause());
      }
      case Course.Next.Passed p -> again(course, course.pause());
      case Course.Next.Deaf d -> again(course, course.pause());
    }
    verdict =
        dead.entrySet().stream()
            .findFirst()
            .<Verdict>map(first -> new Verdict.Dead(first.getKey(), first.getValue()))
            .orElse(new Verdict.Up());
  }
}
