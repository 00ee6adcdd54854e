package paas.platform.scaling;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.AppId;
import paas.platform.autoscale.Autoscale;
import paas.platform.autoscale.Decision;
import paas.platform.autoscale.Judge;
import paas.platform.autoscale.Judgement;
import paas.platform.autoscale.Sample;
import paas.platform.autoscale.State;
import paas.platform.autoscale.Tempo;
import paas.platform.deploy.Journal;
import paas.platform.release.ProcessType;

/**
 * Judges every process type that is autoscaled, one after the other, and does what was decided.
 * Confined to one thread.
 */
final class Autoscaler {
  private static final Logger LOG = LoggerFactory.getLogger(Autoscaler.class);

  /** Sets a quantity as {@code ps:scale} does. */
  interface Scale {
    /**
     * @return false when somebody else changed it meanwhile
     */
    boolean set(AppId app, ProcessType type, int from, int to);
  }

  private final Supplier<Map<AppId, SortedMap<ProcessType, Autoscale>>> rules;
  private final Sampler sampler;
  private final Scale scale;
  private final RequestMeter meter;
  private final Accounts accounts;
  private final Journal journal;
  private final Tempo tempo;
  private final InstantSource clock;
  private final Map<Scaled, State> states = new HashMap<>();
  private Instant latest = Instant.MIN;

  Autoscaler(
      Supplier<Map<AppId, SortedMap<ProcessType, Autoscale>>> rules,
      Sampler sampler,
      Scale scale,
      RequestMeter meter,
      Accounts accounts,
      Journal journal,
      Tempo tempo,
      InstantSource clock) {
    this.rules = rules;
    this.sampler = sampler;
    this.scale = scale;
    this.meter = meter;
    this.accounts = accounts;
    this.journal = journal;
    this.tempo = tempo;
    this.clock = clock;
  }

  /** Judges all of them once; requests wait for the apps with these ids. */
  void turn(Set<String> asked) {
    Map<AppId, SortedMap<ProcessType, Autoscale>> all = rules.get();
    Instant now = clock.instant();
    if (now.isBefore(latest)) { // set back: nothing that is remembered can be compared with now
      states.clear();
      meter.follow(Set.of(), now);
    }
    latest = now;
    meter.follow(all.keySet().stream().collect(Collectors.toUnmodifiableSet()), now);
    Set<Scaled> living = new HashSet<>();
    sampler.begin();
    all.forEach((app, types) ->
        types.forEach((type, settings) -> {
          Scaled scaled = new Scaled(app, type);
          living.add(scaled);
          judgeSafely(scaled, settings, type.isWeb() && asked.contains(app.toString()));
        }));
    states.keySet().retainAll(living);
    accounts.keepOnly(living);
  }

  /** What goes wrong with one concerns no other. */
  private void judgeSafely(Scaled scaled, Autoscale settings, boolean asked) {
    try {
      sampler
          .of(scaled.app(), scaled.type(), settings, asked, clock.instant())
          .ifPresent(sample -> judge(scaled, settings, sample));
    } catch (RuntimeException e) {
      LOG.warn("{} of app {} is not autoscaled now", scaled.type(), scaled.app(), e);
    }
  }

  private void judge(Scaled scaled, Autoscale settings, Sample sample) {
    State before = states.computeIfAbsent(scaled, s -> State.begin(sample, tempo));
    Judgement judgement = Judge.judge(settings, tempo, before, sample);
    states.put(scaled, judgement.state());
    Account account = accounts.of(scaled.app(), scaled.type()).orElse(Account.NONE);
    accounts.put(scaled, perform(scaled, sample, judgement.decision(), account));
  }

  private Account perform(Scaled scaled, Sample sample, Decision decision, Account account) {
    return switch (decision) {
      case Decision.Keep keep -> account.judged(keep.why());
      case Decision.Stuck stuck when !stuck.first() -> account.judged(stuck.why());
      case Decision.Stuck stuck -> {
        String why = stuck.why();
        journal.event(
            scaled.app(),
            "Cannot autoscale %s beyond %d: %s".formatted(scaled.type(), sample.quantity(), why));
        yield account.with(entry(sample.at(), sample.quantity(), sample.quantity(), why));
      }
      case Decision.Change(int from, int to, String why) ->
          scale.set(scaled.app(), scaled.type(), from, to)
              ? changed(scaled, entry(sample.at(), from, to, why), account)
              : account.judged("somebody else changed the quantity");
    };
  }

  private Account changed(Scaled scaled, Account.Entry entry, Account account) {
    journal.event(
        scaled.app(),
        "Autoscaled %s from %d to %d: %s"
            .formatted(scaled.type(), entry.from(), entry.to(), entry.why()));
    return account.with(entry);
  }

  private static Account.Entry entry(Instant at, int from, int to, String why) {
    return new Account.Entry(at, from, to, why);
  }
}
