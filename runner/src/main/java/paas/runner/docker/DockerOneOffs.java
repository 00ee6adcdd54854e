package paas.runner.docker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import paas.runner.AppKey;
import paas.runner.InstanceId;
import paas.runner.OneOff;
import paas.runner.OneOffSpec;
import paas.runner.OneOffs;
import paas.runner.RunningOneOff;
import paas.runner.State;

/**
 * One-offs as hardened containers; attached ones are removed by the engine itself when they end.
 */
final class DockerOneOffs implements OneOffs, AutoCloseable {
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  private final DockerParts parts;
  private final InstantSource clock;
  private final Sightings sightings;
  private final TimeLimits limits;

  DockerOneOffs(DockerParts parts, InstantSource clock) {
    this.parts = parts;
    this.clock = clock;
    this.sightings = new Sightings(parts.containers(), parts.scope());
    this.limits = new TimeLimits(parts.containers(), clock);
  }

  @Override
  public OneOff start(OneOffSpec spec) {
    Wiring wiring = spec.terminal().<Wiring>map(Wiring.Terminal::new).orElseGet(Wiring.Pipes::new);
    Labels labels = labels(spec, Labels.Kind.ONE_OFF);
    var started = parts.starter().startLinked(Blueprint.of(labels, spec, wiring));
    TimeLimits.Limit limit = limits.set(started.id(), labels.deadline(), spec.grace());
    var oneOff = new AttachedOneOff(parts.containers(), spec, started, limit);
    spec.terminal().ifPresent(size -> oneOff.resize(size.columns(), size.rows()));
    return oneOff;
  }

  @Override
  public InstanceId startDetached(OneOffSpec spec) {
    Labels labels = labels(spec, Labels.Kind.DETACHED);
    InstanceId id = parts.starter().start(Blueprint.of(labels, spec, new Wiring.Logged()));
    limits.set(id, labels.deadline(), spec.grace());
    return id;
  }

  @Override
  public List<RunningOneOff> list(AppKey app) {
    List<String> label = List.of(Labels.APP + "=" + app.id());
    return there(sightings.oneOffs(label, labels -> labels.app().id().equals(app.id())));
  }

  @Override
  public List<RunningOneOff> list() {
    return there(all());
  }

  private static List<RunningOneOff> there(List<Seen> seen) {
    return seen.stream().filter(one -> !going(one)).map(Seen::asOneOff).toList();
  }

  private List<Seen> all() {
    return sightings.oneOffs(List.of(), labels -> true);
  }

  @Override
  public int awaitExit(InstanceId id) {
    return parts.containers().awaitExit(id, FOR_EVER).orElseThrow();
  }

  @Override
  public void stop(InstanceId id, Duration grace) {
    parts.containers().stop(id, grace);
  }

  @Override
  public void remove(InstanceId id) {
    parts.containers().remove(id);
  }

  @Override
  public int removeLeftovers() {
    List<Seen> all = all();
    List<Seen> leftover = all.stream().filter(DockerOneOffs::abandoned).toList();
    int removed = parts.containers().removeLeft(leftover.stream().map(Seen::id).toList());
    all.stream()
        .filter(seen -> seen.state() instanceof State.Running && !leftover.contains(seen))
        .forEach(seen -> limits.set(seen.id(), seen.labels().deadline(), seen.labels().grace()));
    return removed;
  }

  /** Guards no time limit any more. */
  @Override
  public void close() {
    limits.close();
  }

  private static boolean abandoned(Seen seen) {
    return seen.labels().kind() == Labels.Kind.ONE_OFF || seen.state() instanceof State.Created;
  }

  /** An attached one that has ended is being removed by the engine. */
  private static boolean going(Seen seen) {
    return seen.labels().kind() == Labels.Kind.ONE_OFF && seen.state() instanceof State.Exited;
  }

  private Labels labels(OneOffSpec spec, Labels.Kind kind) {
    Instant deadline = clock.instant().plus(spec.atMost());
    return Labels.of(parts.scope(), spec, kind, deadline);
  }
}
