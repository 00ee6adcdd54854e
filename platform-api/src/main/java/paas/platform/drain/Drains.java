package paas.platform.drain;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.Remnant;
import paas.platform.deploy.Journal;
import paas.platform.fault.Rejected;
import paas.platform.outbound.Outbound;
import paas.platform.store.AppStore;
import paas.platform.store.LogDrain;
import paas.platform.store.LogDrainStore;
import paas.router.logs.LineId;
import paas.router.logs.LogCursor;
import paas.router.logs.LogRouter;

/**
 * All log drains: has those at work that the store knows, and no others. Owns one thread that looks
 * after that, and one for each drain.
 */
public final class Drains implements Remnant, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Drains.class);
  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final LogDrainStore store;
  private final AppStore apps;
  private final LogRouter router;
  private final Outbound outbound;
  private final Journal journal;
  private final Tempo tempo;
  private final InstantSource clock;
  private final Map<UUID, Drain> running = new ConcurrentHashMap<>();
  private final Thread thread = Thread.ofVirtual().name("log-drains").unstarted(this::run);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean wanted; // guarded by lock
  private boolean closed; // guarded by lock

  Drains(
      LogDrainStore store,
      AppStore apps,
      LogRouter router,
      Outbound outbound,
      Journal journal,
      Tempo tempo,
      InstantSource clock) {
    this.store = store;
    this.apps = apps;
    this.router = router;
    this.outbound = outbound;
    this.journal = journal;
    this.tempo = tempo;
    this.clock = clock;
  }

  /** Begins. Call once. */
  public void start() {
    thread.start();
  }

  /**
   * Sends the app's log there from now on.
   *
   * @param by who wants that
   * @throws Rejected a URL that leads nowhere or where users may not lead, and one too many
   */
  public LogDrain add(App app, String text, String by) {
    DrainUrl url = DrainUrl.parse(text);
    outbound.require(url.host(), url.port());
    LineId newest = newest(app.id());
    LogDrain drain = store.add(app.id(), text, clock.instant());
    Progress.keep(router, drain, newest);
    journal.event(
        app.id(), "Add log drain %s to %s by user %s".formatted(drain.token(), url.shown(), by));
    look();
    return drain;
  }

  private LineId newest(AppId app) {
    try (LogCursor cursor = router.cursor(Progress.stream(app))) {
      return cursor.newest();
    }
  }

  /** The oldest first. */
  public List<LogDrain> of(AppId app) {
    return store.of(app);
  }

  /** With what it may hold of secrets. */
  public String url(LogDrain drain) {
    return store.url(drain.id()).orElseThrow(Drains::unknown);
  }

  /** Without. */
  public static String shown(String url) {
    return DrainUrl.parse(url).shown();
  }

  /** Empty where it has just been made, or its URL cannot be decrypted. */
  public Optional<DrainState> state(LogDrain drain) {
    return Optional.ofNullable(running.get(drain.id())).map(Drain::state);
  }

  /** Those of all apps that are at work, in no order. */
  public Map<LogDrain, DrainState> states() {
    return running.values().stream().collect(Collectors.toMap(Drain::drain, Drain::state));
  }

  /** The one with that id, token or URL. */
  public LogDrain find(AppId app, String what) {
    List<LogDrain> all = store.of(app);
    return all.stream()
        .filter(drain -> drain.id().toString().equals(what) || drain.token().equals(what))
        .findFirst()
        .or(() -> all.stream().filter(drain -> hasUrl(drain, what)).findFirst())
        .orElseThrow(Drains::unknown);
  }

  private boolean hasUrl(LogDrain drain, String url) {
    return store.url(drain.id()).filter(url::equals).isPresent();
  }

  private static Rejected unknown() {
    return Rejected.notFound("log_drain", "The app has no such log drain: see `paas drains`.");
  }

  /** What was not sent yet is not sent any more. */
  public void remove(LogDrain drain, String by) {
    if (!store.remove(drain.app(), drain.id())) {
      throw unknown();
    }
    end(List.of(drain.id()));
    Progress.forget(router, drain);
    journal.event(drain.app(), "Remove log drain %s by user %s".formatted(drain.token(), by));
    look();
  }

  @Override
  public void remove(App app) {
    look();
  }

  private void look() {
    lock.lock();
    try {
      wanted = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      do {
        turn();
      } while (awaitNext());
    } catch (InterruptedException e) {
      LOG.debug("The log drains are interrupted, and end");
    }
  }

  private boolean awaitNext() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = LOOK.toNanos();
      while (!wanted && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      wanted = false;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Ends those that are gone, begins those that are new, and tells the others their app's name. */
  void turn() {
    try {
      Map<AppId, String> names = new HashMap<>();
      apps.all().forEach(app -> names.put(app.id(), app.name().value()));
      Set<UUID> known = new HashSet<>();
      for (LogDrain drain : store.all()) {
        String name = names.get(drain.app());
        if (name != null) {
          known.add(drain.id());
          look(drain, name);
        }
      }
      end(running.keySet().stream().filter(id -> !known.contains(id)).toList());
    } catch (RuntimeException e) {
      LOG.error("Log drains could not be looked at; again in {} s", LOOK.toSeconds(), e);
    }
  }

  private void look(LogDrain drain, String name) {
    Drain there = running.get(drain.id());
    if (there != null) {
      there.host(name);
      return;
    }
    try {
      store.url(drain.id()).ifPresent(url -> running.put(drain.id(), open(drain, name, url)));
    } catch (RuntimeException e) {
      LOG.warn("Drain {} of app {} cannot begin; again later", drain.token(), name, e);
    }
  }

  private Drain open(LogDrain drain, String name, String text) {
    DrainUrl url = DrainUrl.parse(text);
    Carrier carrier =
        url.overHttp()
            ? new HttpCarrier(url, drain.token(), outbound)
            : new SyslogCarrier(url, outbound);
    Notes notes = new Notes(journal, drain, url, clock);
    return new Drain(drain, name, carrier, router, notes, tempo, clock).start();
  }

  private void end(Collection<UUID> ids) {
    Drain.closeAll(ids.stream().map(running::remove).filter(Objects::nonNull).toList());
  }

  /** Ends all; each goes on where it was after the next start. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(CLOSING)) {
        LOG.warn("The log drains did not end within {} s", CLOSING.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end(List.copyOf(running.keySet()));
  }
}
