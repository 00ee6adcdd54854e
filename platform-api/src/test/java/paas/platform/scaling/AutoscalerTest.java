package paas.platform.scaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.autoscale.Autoscale;
import paas.platform.autoscale.Metric;
import paas.platform.autoscale.Sample;
import paas.platform.autoscale.Situation;
import paas.platform.autoscale.Target;
import paas.platform.autoscale.Tempo;
import paas.platform.autoscale.Traffic;
import paas.platform.deploy.Journal;
import paas.platform.formation.HostMemory;
import paas.platform.formation.Room;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.runner.Instance;
import paas.runner.InstanceId;

class AutoscalerTest {
  private static final ProcessType WORKER = new ProcessType("worker");
  private static final AppId SHOP = AppId.random();
  private static final AppId BLOG = AppId.random();
  private static final Autoscale BY_CPU =
      new Autoscale(1, 2, Optional.of(new Target(Metric.CPU, 50)), Optional.empty());
  private static final Autoscale SLEEPY =
      new Autoscale(0, 1, Optional.empty(), Optional.of(Duration.ofMinutes(15)));

  private final Map<AppId, SortedMap<ProcessType, Autoscale>> rules = new HashMap<>();
  private final Map<AppId, Integer> quantities = new HashMap<>();
  private final Accounts accounts = new Accounts();
  private final Lines lines = new Lines();
  private Instant now = Instant.parse("2026-11-20T10:00:00Z");
  private boolean raced;
  private final Autoscaler autoscaler =
      new Autoscaler(
          () -> rules,
          new Rounds(),
          this::set,
          new RequestMeter(Tempo.STANDARD),
          accounts,
          lines,
          Tempo.STANDARD,
          () -> now);

  private int rounds;

  /** Counts what begins. */
  private final class Rounds implements Sampler {
    @Override
    public void begin() {
      rounds++;
    }

    @Override
    public Optional<Sample> of(
        AppId app, ProcessType type, Autoscale settings, boolean asked, Instant at) {
      return sample(app, type, settings, asked, at);
    }
  }

  private Optional<Sample> sample(
      AppId app, ProcessType type, Autoscale settings, boolean asked, Instant at) {
    if (app.equals(BLOG)) {
      throw new IllegalStateException("the store is away");
    }
    Room room = new Room(9, 512, new HostMemory(9_000, 9_000));
    Traffic quiet = new Traffic(Optional.empty(), Optional.empty(), false);
    return Optional.of(
        new Sample(
            at,
            quantities.getOrDefault(app, 0),
            0,
            Situation.STEADY,
            false,
            asked,
            Optional.of(quiet),
            Optional.of(90.0),
            room));
  }

  private boolean set(AppId app, ProcessType type, int from, int to) {
    if (!raced) {
      quantities.put(app, to);
    }
    return !raced;
  }

  private void rule(AppId app, ProcessType type, Autoscale settings) {
    rules.put(app, new TreeMap<>(Map.of(type, settings)));
  }

  private void run(Duration time) {
    Instant end = now.plus(time);
    while (!now.isAfter(end)) {
      autoscaler.turn(Set.of());
      now = now.plusSeconds(5);
    }
  }

  @Test
  void allThatIsScaledIsSampledInOneRound() {
    rules.put(SHOP, new TreeMap<>(Map.of(WORKER, BY_CPU, ProcessType.WEB, SLEEPY)));
    autoscaler.turn(Set.of());
    autoscaler.turn(Set.of());
    assertEquals(2, rounds);
  }

  @Test
  void aChangeIsMadeToldAndKeptForPeople() {
    quantities.put(SHOP, 1);
    rule(SHOP, WORKER, BY_CPU);
    run(Duration.ofMinutes(20));
    assertEquals(2, quantities.get(SHOP));
    assertEquals(
        List.of(
            "Autoscaled worker from 1 to 2: CPU 90% over 50% for 60 s",
            "Cannot autoscale worker beyond 2: CPU 90% over 50% for 60 s; 2 is the most that is"
                + " set"),
        lines.events);
    List<Account.Entry> kept = accounts.of(SHOP, WORKER).orElseThrow().decisions();
    assertEquals(List.of(2, 2), kept.stream().map(Account.Entry::to).toList());
    assertEquals(List.of(2, 1), kept.stream().map(Account.Entry::from).toList());
  }

  @Test
  void aClockThatIsSetBackBeginsAllTimesAnew() {
    quantities.put(SHOP, 1);
    rule(SHOP, WORKER, BY_CPU);
    run(Duration.ofSeconds(30));
    now = now.minus(Duration.ofDays(1));
    run(Duration.ofSeconds(50));
    assertEquals(1, quantities.get(SHOP));
    run(Duration.ofMinutes(10));
    assertEquals(2, quantities.get(SHOP));
  }

  @Test
  void whatSomebodyElseChangedMeanwhileIsNotTold() {
    quantities.put(SHOP, 1);
    rule(SHOP, WORKER, BY_CPU);
    raced = true;
    run(Duration.ofMinutes(1));
    assertEquals(List.of(), lines.events);
    assertEquals(List.of(), accounts.of(SHOP, WORKER).orElseThrow().decisions());
  }

  @Test
  void oneThatCannotBeJudgedKeepsNoOtherFromIt() {
    quantities.put(SHOP, 1);
    rule(BLOG, WORKER, BY_CPU);
    rule(SHOP, WORKER, BY_CPU);
    run(Duration.ofMinutes(1));
    assertEquals(2, quantities.get(SHOP));
  }

  @Test
  void aCallWakesOnlyTheWebProcessOfItsApp() {
    rule(SHOP, ProcessType.WEB, SLEEPY);
    autoscaler.turn(Set.of(BLOG.toString()));
    assertEquals(Map.of(), quantities);
    autoscaler.turn(Set.of(SHOP.toString()));
    assertEquals(Map.of(SHOP, 1), quantities);
    assertEquals(List.of("Autoscaled web from 0 to 1: a request came"), lines.events);
  }

  @Test
  void whatIsNotAutoscaledAnyMoreIsForgotten() {
    quantities.put(SHOP, 1);
    rule(SHOP, WORKER, BY_CPU);
    run(Duration.ofSeconds(55));
    rules.clear();
    autoscaler.turn(Set.of());
    assertTrue(accounts.of(SHOP, WORKER).isEmpty());
    rule(SHOP, WORKER, BY_CPU);
    run(Duration.ofSeconds(55));
    assertEquals(List.of(), lines.events, "its time begins anew");
  }

  /** Keeps what is told. */
  static final class Lines implements Journal {
    final List<String> events = new ArrayList<>();

    @Override
    public void event(AppId app, String text) {
      events.add(text);
    }

    @Override
    public void platform(AppId app, String process, String text) {}

    @Override
    public void output(AppId app, String process, String text) {}

    @Override
    public void follow(Instance instance) {}

    @Override
    public void finish(Instance instance) {}

    @Override
    public void gone(AppId app, InstanceId id) {}

    @Override
    public List<String> tail(AppId app, Slot slot, int lines) {
      return List.of();
    }

    @Override
    public List<String> tail(Instance instance, int lines) {
      return List.of();
    }
  }
}
