package paas.platform.cron;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.App;
import paas.platform.deploy.Journal;
import paas.platform.fault.Rejected;
import paas.platform.fault.Unavailable;
import paas.platform.formation.Slot;
import paas.platform.manifest.CronJob;
import paas.platform.oneoff.JobRequest;
import paas.platform.oneoff.OneOffDesk;
import paas.platform.oneoff.Plan;
import paas.platform.oneoff.Sequel;
import paas.platform.release.ProcessType;
import paas.platform.store.AppStore;
import paas.platform.store.CronClaim;
import paas.platform.store.CronRun;
import paas.platform.store.CronRunStore;

/**
 * Runs cron jobs: a run is recorded, then started in the background as a detached one-off, and its
 * end is recorded when it is told. What a kill leaves in between is put right by {@link
 * #reconcile}. Thread-safe.
 */
final class CronRunner implements Sequel {
  /** Of what a run printed, from its end. */
  static final int OUTPUT_BYTES = 64 * 1024;

  private static final int OUTPUT_LINES = 2000;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm VV");
  private static final Logger LOG = LoggerFactory.getLogger(CronRunner.class);

  private final CronRunStore runs;
  private final OneOffDesk desk;
  private final AppStore apps;
  private final Journal journal;
  private final Executor background;
  private final InstantSource clock;

  /** Runs that a thread of this process is about to start, and those that wait. */
  private final Set<UUID> inHand = ConcurrentHashMap.newKeySet();

  /** Recorded runs of which nothing was started: the engine is away, or there is no room. */
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

  private record Waiting(App app, CronJob job, CronClaim.Granted granted) {}

  CronRunner(
      CronRunStore runs,
      OneOffDesk desk,
      AppStore apps,
      Journal journal,
      Executor background,
      InstantSource clock) {
    this.runs = runs;
    this.desk = desk;
    this.apps = apps;
    this.journal = journal;
    this.background = background;
    this.clock = clock;
  }

  /** Runs a job for a due time, or because somebody asks. Returns when that is recorded. */
  CronClaim run(App app, CronJob job, Optional<Instant> due) {
    UUID id = UUID.randomUUID();
    inHand.add(id);
    CronClaim claim = new CronClaim.Known();
    try {
      Instant at = clock.instant();
      claim =
          due.isPresent()
              ? runs.claim(id, app.id(), job, due.get(), at)
              : runs.claim(id, app.id(), job, at);
    } finally {
      if (claim instanceof CronClaim.Granted granted) {
        background.execute(() -> inHand(new Waiting(app, job, granted), true));
      } else {
        inHand.remove(id);
      }
    }
    return claim;
  }

  /** Tries those again that wait; to be called every now and then. */
  void again() {
    for (int left = waiting.size(); left > 0; left--) {
      Optional.ofNullable(waiting.poll())
          .ifPresent(run -> background.execute(() -> inHand(run, false)));
    }
  }

  private void inHand(Waiting one, boolean first) {
    CronRun run = one.granted().run();
    boolean waits = false;
    try {
      if (first) {
        say(run, "Cron job " + run.job() + ", " + occasion(one.job(), run));
      }
      Optional<String> obstacle = isWanted(run) ? start(one) : Optional.empty();
      waits = obstacle.isPresent();
      if (waits && first) {
        say(run, "Cron job " + run.job() + " waits: " + obstacle.get());
      }
    } catch (RuntimeException e) {
      LOG.warn("Cron job {} of app {} could not start", run.job(), one.app().name(), e);
      String why = "It could not start: " + e.getMessage();
      if (runs.end(run.id(), CronRun.State.FAILED, Optional.empty(), why, clock.instant())) {
        say(run, "Cron job " + run.job() + " could not start: " + e.getMessage());
      }
    } finally {
      if (waits) {
        waiting.add(one);
      } else {
        inHand.remove(run.id());
      }
    }
  }

  /** Not once the next run has taken its place, or its app is gone. */
  private boolean isWanted(CronRun run) {
    CronRun.State now =
        runs.unfinished(run.app()).stream()
            .filter(other -> other.id().equals(run.id()))
            .map(CronRun::state)
            .findFirst()
            .orElse(CronRun.State.CUT_OFF);
    if (now == CronRun.State.REPLACING) {
      String why = "The next run was due before it could start.";
      runs.end(run.id(), CronRun.State.REPLACED, Optional.empty(), why, clock.instant());
    }
    return now == CronRun.State.STARTING;
  }

  private static String occasion(CronJob job, CronRun run) {
    return run.due().map(at -> "due " + shown(job, at)).orElse("asked for by hand");
  }

  /** By the job's own clock. */
  static String shown(CronJob job, Instant at) {
    return TIME.format(at.atZone(job.terms().zone()));
  }

  /** Why it has to wait: nothing was started, and it is not too late yet. Empty once it runs. */
  private Optional<String> start(Waiting one) {
    CronRun run = one.granted().run();
    Plan plan;
    try {
      one.granted().replaced().forEach(before -> desk.stop(one.app(), before.process()));
      plan = desk.plan(one.app(), request(one.job(), run));
    } catch (Unavailable | Rejected e) { // the engine, or room: both may be there in a moment
      if (clock.instant().isBefore(run.startedAt().plus(Due.ON_TIME))) {
        LOG.debug("Cron job {} of app {} waits", run.job(), one.app().name(), e);
        return Optional.of(String.valueOf(e.getMessage()));
      }
      throw e;
    }
    start(one.app(), plan, run);
    return Optional.empty();
  }

  private static JobRequest request(CronJob job, CronRun run) {
    return new JobRequest(
        run.type(),
        Math.toIntExact(run.number()),
        job.command(),
        job.terms().size(),
        job.terms().timeout());
  }

  private void start(App app, Plan plan, CronRun run) {
    Instant at = clock.instant();
    desk.detach(plan);
    Optional<CronRun.State> now = runs.running(run.id(), at).map(CronRun::state);
    if (now.isEmpty() || now.get() == CronRun.State.REPLACING) {
      desk.stop(app, run.process());
    }
  }

  /**
   * On a thread of its own: the caller's is interrupted when the platform ends, and H2 closes its
   * file for good when that happens within a write (h2database.com, "Closed file channels").
   */
  @Override
  public void ended(App app, String process, int exitCode, Instant at) {
    CompletableFuture.runAsync(
            () -> unfinished(app, process).ifPresent(run -> ended(run, exitCode, at)),
            task -> Thread.ofVirtual().name("end-of-" + process).start(task))
        .join();
  }

  private Optional<CronRun> unfinished(App app, String process) {
    return runs.unfinished(app.id()).stream()
        .filter(run -> run.process().equals(process))
        .findFirst();
  }

  private void ended(CronRun run, int exitCode, Instant at) {
    CronRun.State state = state(run, at);
    String why =
        switch (state) {
          case REPLACED -> "It was stopped for the next run.";
          case TIMED_OUT ->
              "It was stopped after %d s, its timeout.".formatted(run.timeout().toSeconds());
          default -> "";
        };
    String output = output(run);
    if (runs.end(run.id(), state, exitCode, why, at, output) && state == CronRun.State.REPLACED) {
      say(run, "Cron job " + run.job() + ": " + why);
    }
  }

  private static CronRun.State state(CronRun run, Instant at) {
    if (run.state() == CronRun.State.REPLACING) {
      return CronRun.State.REPLACED;
    }
    return at.isBefore(run.startedAt().plus(run.timeout()))
        ? CronRun.State.EXITED
        : CronRun.State.TIMED_OUT;
  }

  private String output(CronRun run) {
    Slot slot = new Slot(new ProcessType(run.type()), Math.toIntExact(run.number()));
    String text = String.join("\n", journal.tail(run.app(), slot, OUTPUT_LINES));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int cut = Math.max(0, bytes.length - OUTPUT_BYTES);
    while (cut < bytes.length && (bytes[cut] & 0xc0) == 0x80) {
      cut++;
    }
    return new String(bytes, cut, bytes.length - cut, StandardCharsets.UTF_8);
  }

  /**
   * Looks after runs that nobody has in hand: waits for those that are there, and gives up those
   * that are not. To be called after a start, and now and then.
   */
  void reconcile() {
    try {
      for (CronRun run : runs.unfinished()) {
        if (!inHand.contains(run.id())) {
          apps.find(run.app()).ifPresent(app -> reconcile(app, run));
        }
      }
    } catch (Unavailable e) { // the engine: it is not asked for each, for due times must not wait
      LOG.warn("Runs of cron jobs are looked after later: {}", e.getMessage());
    }
  }

  private void reconcile(App app, CronRun run) {
    try {
      if (desk.resume(app, run.process())) {
        runs.running(run.id(), run.startedAt());
      } else {
        giveUp(run);
      }
    } catch (Unavailable e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("Run {} of app {} is looked after later", run.process(), app.name(), e);
    }
  }

  private void giveUp(CronRun run) {
    String why =
        run.state() == CronRun.State.STARTING
            ? "The platform was restarted before it began; it is not started again."
            : "Its container was gone when the platform came back, so its end is not known.";
    if (runs.end(run.id(), CronRun.State.CUT_OFF, Optional.empty(), why, clock.instant())) {
      say(run, "Cron job " + run.job() + ": " + why);
    }
  }

  private void say(CronRun run, String text) {
    journal.platform(run.app(), run.process(), text);
  }
}
