package paas.platform.autoscale;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import paas.platform.formation.HostMemory;
import paas.platform.formation.Room;

/** One process type on a virtual clock: what is seen of it is set, and time passes tick by tick. */
final class Clockwork {
  private static final Tempo TEMPO = Tempo.STANDARD;

  /** Every change and every obstacle that was told, in order. */
  final List<String> told = new ArrayList<>();

  int quantity = 1;
  int out;
  Situation situation = Situation.STEADY;
  boolean tried;
  boolean asked;
  boolean open;
  boolean heard = true;
  Optional<Requests> window = Optional.empty();
  Optional<Double> cpu = Optional.empty();
  long room = 100;
  Instant now = Instant.parse("2026-11-20T10:00:00Z");
  private final Autoscale settings;
  private Optional<Instant> lastAt = Optional.empty();
  private Optional<State> state = Optional.empty();
  private String last = "";

  Clockwork(Autoscale settings) {
    this.settings = settings;
  }

  static Clockwork by(Metric metric, int target) {
    return new Clockwork(
        new Autoscale(1, 5, Optional.of(new Target(metric, target)), Optional.empty()));
  }

  /** From now on there are this many requests per second, and p95 is that. */
  Clockwork load(int perSecond, long p95) {
    long count = perSecond * TEMPO.window().toSeconds();
    Optional<Duration> time = count == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(p95));
    window = Optional.of(new Requests(count, TEMPO.window(), count, time));
    return this;
  }

  Clockwork few(long count, long p95) {
    window =
        Optional.of(
            new Requests(count, TEMPO.window(), count, Optional.of(Duration.ofMillis(p95))));
    return this;
  }

  void request() {
    lastAt = Optional.of(now);
  }

  Clockwork run(Duration time) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      tick();
      now = now.plus(TEMPO.every());
    }
    return this;
  }

  void tick() {
    Optional<Traffic> traffic =
        heard ? Optional.of(new Traffic(window, lastAt, open)) : Optional.empty();
    HostMemory memory = new HostMemory(4_000, room * 512);
    Sample sample =
        new Sample(
            now, quantity, out, situation, tried, asked, traffic, cpu, new Room(room, 512, memory));
    Judgement judged =
        Judge.judge(settings, TEMPO, state.orElseGet(() -> State.begin(sample, TEMPO)), sample);
    state = Optional.of(judged.state());
    last = judged.decision().why();
    switch (judged.decision()) {
      case Decision.Keep k -> {}
      case Decision.Change(int from, int to, String why) -> {
        told.add(from + " to " + to + ": " + why);
        quantity = to;
      }
      case Decision.Stuck(var limit, boolean first, String why) -> {
        if (first) {
          told.add(limit + ": " + why);
        }
      }
    }
  }

  String last() {
    return last;
  }
}
