package paas.platform.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import paas.platform.app.AppId;
import paas.platform.formation.Formation;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.router.http.Endpoint;
import paas.runner.Instance;
import paas.runner.InstanceId;

/**
 * The instances of one app that are being stopped. However long WebSockets may keep them: of each
 * name one former instance is kept, and where new ones may only start one by one, no more than so
 * many old ones. The others give way, the oldest first, once their requests have had their time.
 */
final class Departures {
  private final AppId app;
  private final Traffic traffic;
  private final Journal journal;
  private final DeploySettings settings;
  private final Runnable wake;
  private final LongSupplier nanoTime;
  private final Map<InstanceId, Departure> departures = new ConcurrentHashMap<>();

  Departures(AppId app, LoopParts parts, Runnable wake) {
    this(app, parts.traffic(), parts.journal(), parts.settings(), wake, System::nanoTime);
  }

  Departures(
      AppId app,
      Traffic traffic,
      Journal journal,
      DeploySettings settings,
      Runnable wake,
      LongSupplier nanoTime) {
    this.app = app;
    this.traffic = traffic;
    this.journal = journal;
    this.settings = settings;
    this.wake = wake;
    this.nanoTime = nanoTime;
  }

  /** Ids of the instances whose stop is under way. Any thread. */
  Set<InstanceId> stopping() {
    return departures.isEmpty() ? Set.of() : Set.copyOf(departures.keySet());
  }

  /** Ids of those among them that what is in flight has kept from their SIGTERM for a while. */
  Set<InstanceId> held() {
    return departures.isEmpty()
        ? Set.of()
        : those(Departure::isHeld).map(Departure::id).collect(Collectors.toSet());
  }

  private Stream<Departure> those(Predicate<Departure> which) {
    return departures.values().stream().filter(which);
  }

  /**
   * Empty where its stop is under way already.
   *
   * @param webSockets how long those that are open may keep it
   */
  Optional<Departure> begin(Instance instance, Optional<Endpoint> endpoint, Duration webSockets) {
    Departure departure = new Departure(instance, endpoint, settings.drain(), webSockets, nanoTime);
    return departures.putIfAbsent(instance.id(), departure) == null
        ? Optional.of(departure)
        : Optional.empty();
  }

  /** Returns when it is time for its SIGTERM. */
  void await(Departure departure) throws InterruptedException {
    departure.await(
        traffic,
        settings.heldUp(),
        wake,
        () -> {
          keepNewest(departure.slot());
          tell(departure);
        });
  }

  /** Its stop is over, or is to be begun anew. */
  void end(Departure departure) {
    departures.remove(departure.id());
  }

  /** What is set by now counts for those that wait, too. */
  void follow(Formation formation) {
    for (Departure departure : departures.values()) {
      departure.set(formation.settings(departure.slot().type()).webSocketGrace());
      tell(departure);
    }
  }

  /** New instances take the place of old ones, so many at a time. */
  void makeRoom(ProcessType type, int surge) {
    if (departures.isEmpty()) {
      return;
    }
    List<Departure> waiting =
        those(one -> one.waits() && one.slot().type().equals(type))
            .sorted(Departure.OLDEST_FIRST)
            .toList();
    String why =
        "new instances of %s start %d at a time, and no more old ones are kept beside them (memory is short, or `surge` is set)"
            .formatted(type, surge);
    waiting.stream().limit(Math.max(0, waiting.size() - surge)).forEach(one -> giveWay(one, why));
  }

  private void keepNewest(Slot slot) {
    List<Departure> kept = those(one -> one.isKept() && one.slot().equals(slot)).toList();
    Optional<Departure> newest = kept.stream().max(Departure.OLDEST_FIRST);
    String why =
        "a newer %s waits for its own (one former instance of a name is kept, see websocket-grace)"
            .formatted(slot);
    kept.stream().filter(one -> one != newest.orElseThrow()).forEach(one -> giveWay(one, why));
  }

  private void giveWay(Departure departure, String why) {
    departure.giveWay(why);
    tell(departure);
  }

  private void tell(Departure departure) {
    departure
        .news()
        .ifPresent(why ->
            journal.platform(
                app,
                departure.slot().toString(),
                "Open WebSockets are not waited for longer than %ds: %s"
                    .formatted(settings.drain().toSeconds(), why)));
  }
}
