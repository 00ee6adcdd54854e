package paas.platform.oneoff;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.App;
import paas.platform.deploy.Journal;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.NoSuchContainer;
import paas.runner.OneOffs;
import paas.runner.State;

/**
 * Waits for the ends of detached one-offs, each on a thread of its own: reads what they print,
 * tells how they ended, removes their containers. A step that fails, because the engine or the
 * database is away, is tried again until it is done. Thread-safe.
 */
final class Endings implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Endings.class);
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final int OVER_KNOWN = 1_000;

  /**
   * How one has ended.
   *
   * @param code empty where its container was removed by somebody else
   * @param at when, or when that was seen
   */
  record End(App app, Instance instance, Optional<Integer> code, Instant at) {}

  /** Who hears of each end, once its last line is in the log. */
  interface Audience {
    /** Called once in the life of this process. */
    void say(End end);

    /** Called again where it fails. */
    void tell(End end);

    /** Its container was removed. */
    void gone(InstanceId id);
  }

  private final OneOffs oneOffs;
  private final Journal journal;
  private final Audience audience;
  private final InstantSource clock;
  private final Duration again;
  private final Map<InstanceId, Ending> endings = new ConcurrentHashMap<>();

  /** Whose containers were just removed: whoever listed them before may still ask for them. */
  private final Set<InstanceId> over = latest();

  /** {@code again} is how long after a failure a step is tried once more. */
  Endings(
      OneOffs oneOffs, Journal journal, Audience audience, InstantSource clock, Duration again) {
    this.oneOffs = oneOffs;
    this.journal = journal;
    this.audience = audience;
    this.clock = clock;
    this.again = again;
  }

  private static Set<InstanceId> latest() {
    return Collections.synchronizedSet(
        Collections.newSetFromMap(
            new LinkedHashMap<>() {
              @Override
              protected boolean removeEldestEntry(Map.Entry<InstanceId, Boolean> eldest) {
                return size() > OVER_KNOWN;
              }
            }));
  }

  /** Idempotent. */
  void await(App app, Instance instance) {
    Ending ending = new Ending(app, instance);
    if (endings.putIfAbsent(instance.id(), ending) == null) {
      if (over.contains(instance.id())) {
        endings.remove(instance.id(), ending);
      } else {
        ending.thread.start();
      }
    }
  }

  /** The app is being destroyed: how its one-offs end is told to nobody. Idempotent. */
  void drop(App app) {
    stop(endings.values().stream().filter(ending -> ending.app.id().equals(app.id())).toList());
  }

  /** What runs goes on. */
  @Override
  public void close() {
    stop(List.copyOf(endings.values()));
  }

  private static void stop(List<Ending> stopping) {
    stopping.forEach(Ending::stop);
    long end = System.nanoTime() + CLOSING.toNanos();
    try {
      for (Ending ending : stopping) {
        ending.thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Ending {
    private final App app;
    private final Instance instance;
    private final Thread thread;
    private volatile boolean stopped;

    /** Held while it is told: an interrupt in the middle could close H2's file. */
    private final ReentrantLock telling = new ReentrantLock();

    private String complaint = "";

    Ending(App app, Instance instance) {
      this.app = app;
      this.instance = instance;
      this.thread = Thread.ofVirtual().name("one-off-" + instance.name()).unstarted(this::run);
    }

    void stop() {
      stopped = true;
      if (telling.tryLock()) {
        try {
          thread.interrupt();
        } finally {
          telling.unlock();
        }
      }
    }

    private void run() {
      try {
        insist(() -> journal.follow(instance));
        Optional<Integer> code = insist(this::exitCode);
        End end = new End(app, instance, code, insist(this::endedAt));
        insist(() -> journal.finish(instance));
        once(() -> audience.say(end));
        insist(() -> tell(end));
        insist(() -> oneOffs.remove(instance.id()));
        over.add(instance.id());
        once(() -> journal.gone(app.id(), instance.id()));
        audience.gone(instance.id());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        endings.remove(instance.id(), this);
      }
    }

    /** What is said is said once, and holds up nothing else. */
    private void once(Runnable step) {
      try {
        step.run();
      } catch (RuntimeException e) {
        LOG.warn(
            "The end of one-off {} of app {} is not in its log", instance.name(), app.name(), e);
      }
    }

    private Optional<Integer> exitCode() {
      try {
        return Optional.of(oneOffs.awaitExit(instance.id()));
      } catch (NoSuchContainer e) {
        return Optional.empty();
      }
    }

    /** The engine knows it better where it, or we, were away. */
    private Instant endedAt() {
      if (instance.state() instanceof State.Exited exited) {
        return exited.at();
      }
      return complaint.isEmpty()
          ? clock.instant()
          : oneOffs.list(instance.app()).stream()
              .filter(one -> one.id().equals(instance.id()))
              .map(
                  one -> one.state() instanceof State.Exited exited ? exited.at() : clock.instant())
              .findFirst()
              .orElseGet(clock::instant);
    }

    private void tell(End end) {
      telling.lock();
      try {
        if (!stopped) {
          audience.tell(end);
        }
      } finally {
        telling.unlock();
      }
    }

    private void insist(Runnable step) throws InterruptedException {
      insist(() -> {
        step.run();
        return true;
      });
    }

    private <T> T insist(Supplier<T> step) throws InterruptedException {
      Optional<T> done = attempt(step);
      while (done.isEmpty()) {
        Thread.sleep(again);
        done = attempt(step);
      }
      return done.get();
    }

    /** Empty where it failed. */
    private <T> Optional<T> attempt(Supplier<T> step) throws InterruptedException {
      Optional<T> done = Optional.empty();
      try {
        done = Optional.of(step.get());
      } catch (RuntimeException e) {
        complain(e);
      }
      if (stopped) {
        throw new InterruptedException("the platform ends, or the app was destroyed");
      }
      return done;
    }

    /** Of the same failure once: it may last for hours. */
    private void complain(RuntimeException failure) {
      String message = String.valueOf(failure.getMessage());
      if (!stopped && !message.equals(complaint)) {
        LOG.warn(
            "What is to be done at the end of one-off {} of app {} is tried again until it works",
            instance.name(),
            app.name(),
            failure);
      }
      complaint = message;
    }
  }
}
