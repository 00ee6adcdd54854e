package paas.platform.autoscale;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import paas.platform.autoscale.Decision.Limit;

/**
 * {@code judge(settings, tempo, remembered, seen)}: whether a process type gets another quantity,
 * and why.
 *
 * <p>More when its figure was over the target all the time for {@code rise}; one fewer when the
 * others could have carried the load all the time for {@code fall}; never twice within {@code
 * cooldown}. In between nothing happens: a load that flaps moves nothing. While the app is not
 * steady, and while too little is known, nothing does either, and both times begin anew.
 */
public final class Judge {
  /** Fewer requests in a window say nothing of an app's speed, other than that it has time. */
  private static final int EVIDENCE = 20;

  private final Autoscale settings;
  private final Tempo tempo;
  private final Sample sample;
  private final State state;

  private Judge(Autoscale settings, Tempo tempo, State state, Sample sample) {
    this.settings = settings;
    this.tempo = tempo;
    this.state = state;
    this.sample = sample;
  }

  /** Pure and total. */
  public static Judgement judge(Autoscale settings, Tempo tempo, State before, Sample sample) {
    return new Judge(settings, tempo, before.seeing(sample), sample).judgement();
  }

  private Judgement judgement() {
    if (sample.quantity() == 0 && settings.sleeps()) {
      return asleep();
    }
    if (sample.situation() != Situation.STEADY) {
      return keep(state.calm(), sample.situation().words());
    }
    if (sample.quantity() < settings.floor()) {
      return change(settings.floor(), settings.floor() + " is the least that is set");
    }
    if (sample.quantity() > settings.max()) {
      return change(settings.max(), settings.max() + " is the most that is set");
    }
    Optional<Duration> idle = settings.idle().filter(time -> reached(state.usedAt(), time));
    if (idle.isPresent() && !sample.tried()) {
      return change(0, "no request for " + Words.of(idle.get()) + "; the next one wakes it");
    }
    return settings.target().map(this::byFigure).orElseGet(() -> keep(state.calm(), "awake"));
  }

  private Judgement asleep() {
    if (sample.situation() == Situation.MAINTENANCE) {
      return keep(state.calm(), "asleep, and in maintenance");
    }
    if (sample.asked()) {
      return change(settings.awake(), "a request came");
    }
    if (sample.tried()) {
      return change(settings.awake(), "a canary is tried");
    }
    return sample.situation() == Situation.DEPLOYING
        ? keep(state.calm(), "asleep until a request comes or the deploy is live")
        : keep(state.calm(), "asleep until a request comes");
  }

  private Judgement byFigure(Target target) {
    Optional<Figure> figure = Figure.of(target.metric(), sample, EVIDENCE);
    if (figure.isEmpty()) {
      return keep(state.calm(), "too little is known yet");
    }
    double value = figure.get().value();
    String said = target.metric().say(value);
    String bound = target.metric().bound(target.value());
    if (value > target.value()) {
      return figure.get().isEvidence()
          ? over(target, value, said + " over " + bound)
          : keep(state.calm(), said + " over " + bound + ", of too few requests to count");
    }
    boolean spares =
        sample.quantity() > settings.floor()
            && target.metric().spares(value, target.value(), sample.running());
    // Which one would go has nothing to do with which are out: it could be the last that answers.
    if (spares && sample.out() > 0) {
      return keep(
          state.calm(),
          "%s of %s; %d stopped or crashed, so none is taken away"
              .formatted(said, bound, sample.out()));
    }
    return spares ? under(said + " of " + bound) : keep(state.calm(), said + " of " + bound);
  }

  private Judgement over(Target target, double value, String said) {
    State next = state.over(sample.at());
    Instant since = next.overSince().orElseThrow();
    String why = said + " for " + since(since);
    if (!reached(since, tempo.rise()) || !rested()) {
      return keep(next, why);
    }
    int instances = sample.quantity();
    if (instances >= settings.max()) {
      return stuck(next, Limit.MAX, why + "; " + instances + " is the most that is set");
    }
    int enough = target.metric().enough(value, target.value(), sample.running()) + sample.out();
    long possible = Math.min(settings.max(), instances + sample.room().instances());
    int to = (int) Math.min(enough, possible);
    return to <= instances
        ? stuck(next, Limit.ROOM, why + "; no room for another: " + sample.room().words())
        : change(to, why);
  }

  private Judgement under(String said) {
    State next = state.under(sample.at());
    Instant since = next.underSince().orElseThrow();
    String why = said + ", one to spare for " + since(since);
    return reached(since, state.patience()) && rested()
        ? change(sample.quantity() - 1, why)
        : keep(next, why);
  }

  private boolean rested() {
    return state.last().map(change -> reached(change.at(), tempo.cooldown())).orElse(true);
  }

  private boolean reached(Instant since, Duration time) {
    return !since.plus(time).isAfter(sample.at());
  }

  private String since(Instant then) {
    return Words.of(Duration.between(then, sample.at()));
  }

  private Judgement change(int to, String why) {
    return new Judgement(
        state.changed(sample.at(), to, tempo), new Decision.Change(sample.quantity(), to, why));
  }

  private static Judgement keep(State next, String why) {
    return new Judgement(next, new Decision.Keep(why));
  }

  private static Judgement stuck(State next, Limit limit, String why) {
    boolean first = !next.told().equals(Optional.of(limit));
    return new Judgement(next.told(limit), new Decision.Stuck(limit, first, why));
  }
}
