package paas.platform.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import paas.platform.app.AppId;
import paas.platform.deploy.vitals.Asker;
import paas.platform.deploy.vitals.Patient;
import paas.platform.fault.Unavailable;
import paas.platform.health.Answer;
import paas.platform.health.Ask;
import paas.router.http.Endpoint;
import paas.router.http.Route;
import paas.router.http.Target;
import paas.runner.AppKey;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.InstanceSpec;
import paas.runner.Instances;
import paas.runner.Listener;
import paas.runner.State;
import paas.runner.engine.EngineUnavailable;

/**
 * A small world on a virtual clock: an engine whose containers boot, crash and stop as the seed
 * says, and a router that remembers what it was told. It checks the invariants on every call.
 */
final class World implements Instances, Asker, Traffic, InstantSource {
  private static final class Container {
    final InstanceSpec spec;
    final Instant since;
    final Instant listensAt;
    final String address;

    /** From here on it answers its checks well. */
    final Instant wellAt;

    boolean sick;
    boolean adopted;
    State state;

    Container(InstanceSpec spec, Instant since, Instant listensAt, Instant wellAt, String address) {
      this.spec = spec;
      this.since = since;
      this.listensAt = listensAt;
      this.wellAt = wellAt;
      this.address = address;
      this.state = new State.Running(since, address, spec.port());
    }
  }

  /** A question on its way, with the moment at which its answer comes. */
  private record Asked(Instant due, long number, Patient patient, Ask ask, Consumer<Answer> told) {}

  private final RandomGenerator random;
  private final PriorityQueue<Asked> asked =
      new PriorityQueue<>(Comparator.comparing(Asked::due).thenComparing(Asked::number));
  private final Map<InstanceId, Container> containers = new LinkedHashMap<>();
  private final Deque<Runnable> background = new ArrayDeque<>();
  private List<Route> routes = List.of();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private int counter;
  private int starts;
  private boolean faults = true;

  /** The releases that bring a startup check. */
  final Set<Long> checked = new HashSet<>();

  final Set<String> violations = new HashSet<>();

  World(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Answers that are due come in between. */
  void advance(Duration time) {
    Instant then = now.plus(time);
    while (!asked.isEmpty() && !asked.peek().due().isAfter(then)) {
      Asked next = asked.remove();
      now = next.due().isAfter(now) ? next.due() : now;
      next.told().accept(answer(next));
    }
    now = then;
  }

  @Override
  public void ask(
      Patient patient, Ask ask, Duration timeout, Duration after, Consumer<Answer> told) {
    counter++;
    boolean slow = faults && random.nextInt(10) == 0;
    Duration takes = slow ? timeout : Duration.ofMillis(random.nextInt(50));
    asked.add(new Asked(now.plus(after).plus(takes), counter, patient, ask, told));
  }

  private Answer answer(Asked question) {
    Answer.Probe probe = new Answer.Probe("ask", "the seed says so", "", Duration.ZERO);
    Optional<Container> container =
        Optional.ofNullable(containers.get(question.patient().id()))
            .filter(c -> c.state instanceof State.Running);
    if (container.isEmpty() || (faults && random.nextInt(30) == 0)) {
      return new Answer.Unasked(probe);
    }
    Container there = container.get();
    return switch (question.ask()) {
      case Ask.Uptime(var atLeast) ->
          now.isBefore(there.since.plus(atLeast))
              ? new Answer.Silent(probe)
              : new Answer.Well(probe);
      case Ask.Port p -> listening(there) ? new Answer.Well(probe) : new Answer.Silent(probe);
      case Ask.Http h -> page(there, probe);
      case Ask.Line l -> page(there, probe);
      case Ask.Program p -> page(there, probe);
    };
  }

  private Answer page(Container container, Answer.Probe probe) {
    if (!listening(container)) {
      return new Answer.Silent(probe);
    }
    return well(container) ? new Answer.Well(probe) : new Answer.Ill(probe);
  }

  private boolean well(Container container) {
    return !container.sick && !now.isBefore(container.wellAt);
  }

  /** Something that all of a type depend on is gone: those that are up are not well any more. */
  void sicken(String type) {
    containers.values().stream()
        .filter(container -> container.spec.type().equals(type))
        .filter(container -> now.isAfter(container.wellAt.plusSeconds(3)))
        .forEach(container -> container.sick = true);
  }

  void sickenRelease(long release) {
    containers.values().stream()
        .filter(container -> container.spec.release() == release)
        .forEach(container -> container.sick = true);
  }

  int started() {
    return starts;
  }

  void sickenOne() {
    if (!containers.isEmpty()) {
      List<Container> all = List.copyOf(containers.values());
      all.get(random.nextInt(all.size())).sick = true;
    }
  }

  /** From here on nothing goes wrong any more. */
  void calm() {
    faults = false;
  }

  Executor background() {
    return background::add;
  }

  void runSomethingInBackground() {
    Optional.ofNullable(background.poll()).ifPresent(Runnable::run);
  }

  /** A kill of the platform: whatever was under way is gone. */
  void forgetBackground() {
    background.clear();
    asked.clear();
    containers.values().forEach(container -> container.adopted = true);
  }

  void crashOne() {
    List<Container> running =
        containers.values().stream().filter(c -> c.state instanceof State.Running).toList();
    if (!running.isEmpty()) {
      running.get(random.nextInt(running.size())).state = new State.Exited(1, false, now);
    }
  }

  private void mayFail() {
    if (faults && random.nextInt(20) == 0) {
      throw new EngineUnavailable("the seed says so");
    }
  }

  @Override
  public List<Instance> list() {
    mayFail();
    List<Instance> all = new ArrayList<>();
    containers.forEach((id, container) -> all.add(view(id, container)));
    return all;
  }

  private static Instance view(InstanceId id, Container container) {
    InstanceSpec spec = container.spec;
    return new Instance(
        id,
        spec.app(),
        spec.type(),
        spec.ordinal(),
        spec.release(),
        spec.epoch(),
        spec.grace(),
        spec.limits().memoryBytes(),
        container.state);
  }

  @Override
  public Optional<Instance> find(InstanceId id) {
    return Optional.ofNullable(containers.get(id)).map(container -> view(id, container));
  }

  @Override
  public Instance start(InstanceSpec spec) {
    mayFail();
    boolean twice =
        containers.values().stream()
            .anyMatch(c ->
                c.state instanceof State.Running
                    && c.spec.name().equals(spec.name())
                    && c.spec.release() == spec.release()
                    && c.spec.epoch() == spec.epoch());
    boolean noneIsStopping = background.isEmpty();
    if (twice && noneIsStopping) {
      violations.add("started twice: " + spec);
    }
    counter++;
    starts++;
    InstanceId id = new InstanceId("%064x".formatted(counter));
    String address = "10.208." + counter / 250 + "." + (counter % 250 + 1);
    Instant listensAt = now.plus(bootTime());
    containers.put(id, new Container(spec, now, listensAt, listensAt.plus(warmUp()), address));
    return view(id, containers.get(id));
  }

  /** From listening to being well, for what is checked by more than its port. */
  private Duration warmUp() {
    int kind = faults ? random.nextInt(10) : 1;
    return kind == 0 ? Duration.ofHours(1) : Duration.ofMillis(random.nextInt(4_000));
  }

  private Duration bootTime() {
    int kind = faults ? random.nextInt(10) : 1;
    return kind == 0 ? Duration.ofHours(1) : Duration.ofMillis(random.nextInt(5_000));
  }

  @Override
  public boolean stop(InstanceId id, Duration grace) {
    Container container = containers.get(id);
    if (container != null && container.state instanceof State.Running) {
      if (routed(id) && listening(container)) {
        violations.add("stopped while routed to: " + container.spec);
      }
      container.state = new State.Exited(143, false, now);
    }
    return false;
  }

  private boolean routed(InstanceId id) {
    return endpoints().stream().anyMatch(endpoint -> endpoint.id().equals(id.value()));
  }

  private List<Endpoint> endpoints() {
    return routes.stream()
        .map(Route::target)
        .filter(Target.Serving.class::isInstance)
        .flatMap(target -> ((Target.Serving) target).endpoints().stream())
        .toList();
  }

  /** How many instances of a type could answer now. */
  long listening(String type) {
    return containers.values().stream()
        .filter(c -> c.spec.type().equals(type) && listening(c))
        .count();
  }

  /** How many of a type take up memory. */
  long running(String type) {
    return containers.values().stream()
        .filter(c -> c.spec.type().equals(type) && c.state instanceof State.Running)
        .count();
  }

  private boolean listening(Container container) {
    return container.state instanceof State.Running && !now.isBefore(container.listensAt);
  }

  @Override
  public void remove(InstanceId id) {
    containers.remove(id);
  }

  @Override
  public List<Listener> listeners(InstanceId id) {
    return List.of();
  }

  @Override
  public Optional<Path> logPath(InstanceId id) {
    return Optional.empty();
  }

  @Override
  public Watch watch(Consumer<InstanceId> changed) {
    return () -> {};
  }

  @Override
  public List<AppKey> networkedApps() {
    return list().stream().map(Instance::app).distinct().toList();
  }

  @Override
  public void removeApp(AppKey app) {
    containers.clear();
  }

  @Override
  public int removeLeftovers() {
    return 0;
  }

  @Override
  public void publish(AppId app, List<Route> wanted) {
    if (faults && random.nextInt(20) == 0) {
      throw new Unavailable("the seed says so");
    }
    routes = wanted;
    for (Endpoint endpoint : endpoints()) {
      Optional.ofNullable(containers.get(new InstanceId(endpoint.id())))
          .filter(container -> now.isBefore(container.listensAt))
          .ifPresent(c -> violations.add("routed to before it was up: " + c.spec));
      Optional.ofNullable(containers.get(new InstanceId(endpoint.id())))
          .filter(c -> !c.adopted && checked.contains(c.spec.release()))
          .filter(container -> now.isBefore(container.wellAt))
          .ifPresent(c -> violations.add("routed to before its check was passed: " + c.spec));
    }
  }

  @Override
  public void awaitDrained(Endpoint endpoint, Duration atMost) {}

  /** Names, releases and epochs of what runs. */
  Set<String> running() {
    Set<String> names = new HashSet<>();
    containers.values().stream()
        .filter(container -> container.state instanceof State.Running)
        .forEach(c -> names.add(c.spec.name() + " v" + c.spec.release() + " e" + c.spec.epoch()));
    return names;
  }

  int size() {
    return containers.size();
  }

  /** Names of the instances that requests go to. */
  Set<String> routedNames() {
    Set<String> names = new HashSet<>();
    endpoints().forEach(endpoint -> names.add(endpoint.instance()));
    return names;
  }
}
