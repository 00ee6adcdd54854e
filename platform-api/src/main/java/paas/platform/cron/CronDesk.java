package paas.platform.cron;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import paas.platform.app.App;
import paas.platform.fault.Rejected;
import paas.platform.manifest.CronJob;
import paas.platform.manifest.CronName;
import paas.platform.store.CronClaim;
import paas.platform.store.CronRun;
import paas.platform.store.CronRunStore;
import paas.platform.store.CronState;
import paas.platform.store.CronStore;
import paas.platform.store.ReleaseStore;

/** Shows and changes an app's cron jobs, as people ask. Thread-safe, blocking. */
public final class CronDesk {
  private final CronTable table;
  private final CronStore store;
  private final CronRunStore runs;
  private final CronRunner runner;
  private final ReleaseStore releases;
  private final InstantSource clock;

  CronDesk(
      CronTable table,
      CronStore store,
      CronRunStore runs,
      CronRunner runner,
      ReleaseStore releases,
      InstantSource clock) {
    this.table = table;
    this.store = store;
    this.runs = runs;
    this.runner = runner;
    this.releases = releases;
    this.clock = clock;
  }

  public List<CronView> list(App app) {
    List<CronRun> all = runs.of(app.id());
    return table.of(app.id()).stream().map(entry -> view(entry, all)).toList();
  }

  /** {@code kept} are runs, the newest first. */
  private CronView view(Entry entry, List<CronRun> kept) {
    CronJob job = entry.job();
    Instant now = clock.instant();
    Instant from =
        entry.state().map(CronState::handledUntil).filter(at -> at.isAfter(now)).orElse(now);
    Optional<Instant> next =
        entry.paused() ? Optional.empty() : job.schedule().times().next(from, job.terms().zone());
    Optional<CronRun> last = kept.stream().filter(run -> run.job().equals(job.name())).findFirst();
    return new CronView(job, entry.fromFile(), entry.paused(), next, last);
  }

  public CronView add(App app, CronOrder order) {
    Set<CronName> taken =
        table.of(app.id()).stream().map(entry -> entry.job().name()).collect(Collectors.toSet());
    if (order.name().filter(taken::contains).isPresent()) {
      throw Rejected.conflict(
          "App '%s' has a cron job '%s': choose another name with --name."
              .formatted(app.name(), order.name().get()));
    }
    CronJob job =
        order
            .name()
            .map(name -> new CronJob(name, order.schedule(), order.command(), order.terms()))
            .orElseGet(
                () -> CronJob.unnamed(order.schedule(), order.command(), order.terms(), taken));
    store.add(app.id(), job, clock.instant());
    return find(app, job.name().value());
  }

  /** Only what was added; a run that goes on does so to its end. */
  public CronView remove(App app, String name) {
    CronView view = find(app, name);
    if (view.fromFile()) {
      throw Rejected.conflict(
          "Cron job '%s' is in the app.json of the release that serves: take it out there and push, or `paas cron:pause %s`."
              .formatted(name, name));
    }
    store.remove(app.id(), view.job().name());
    return view;
  }

  /** Times that come while it is paused are not missed; after a resume, times count from then. */
  public CronView pause(App app, String name, boolean paused) {
    CronView view = find(app, name);
    CronJob job = view.job();
    if (!paused || !view.paused()) {
      store.keep(app.id(), job.name(), new CronState(job.timing(), paused, clock.instant()));
    }
    return find(app, name);
  }

  /** Runs it now, also while it is paused. */
  public CronRun run(App app, String name) {
    CronJob job = find(app, name).job();
    if (releases.serving(app.id()).isEmpty()) {
      throw Rejected.conflict("App '" + app.name() + "' has nothing to run yet: push it first.");
    }
    return switch (runner.run(app, job, Optional.empty())) {
      case CronClaim.Granted granted -> granted.run();
      case CronClaim.Refused refused ->
          throw Rejected.conflict(
              "Cron job '" + name + "' was not started: " + refused.why() + ".");
      case CronClaim.Known known -> throw new IllegalStateException("no due time was given");
    };
  }

  /** The kept runs of a job, the newest first; also of one that the release has no more. */
  public List<CronRun> history(App app, String name) {
    List<CronRun> kept =
        runs.of(app.id()).stream().filter(run -> run.job().value().equals(name)).toList();
    if (kept.isEmpty()) {
      find(app, name);
    }
    return kept;
  }

  /** The end of what a run printed, which is known when it is over. */
  public String output(CronRun run) {
    return runs.output(run.id());
  }

  private CronView find(App app, String name) {
    return list(app).stream()
        .filter(view -> view.job().name().value().equals(name))
        .findFirst()
        .orElseThrow(() ->
            Rejected.notFound(
                "cron_job",
                "App '" + app.name() + "' has no cron job of that name: see `paas cron`."));
  }
}
