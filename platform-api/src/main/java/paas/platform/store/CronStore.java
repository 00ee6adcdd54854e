package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import paas.platform.app.AppId;
import paas.platform.fault.Rejected;
import paas.platform.formation.Size;
import paas.platform.manifest.CronJob;
import paas.platform.manifest.CronName;
import paas.platform.manifest.CronSchedule;
import paas.platform.manifest.CronTerms;
import paas.platform.store.row.CronJobRow;
import paas.platform.store.row.CronJobRows;
import paas.platform.store.row.CronRunRows;
import paas.platform.store.row.CronStateRow;
import paas.platform.store.row.CronStateRows;
import paas.platform.store.row.ReleaseRows;

/** The cron jobs that people added, and how far each job, whatever its source, has come. */
@Singleton
public class CronStore {
  /** Of an app; those of its app.json have a bound of their own. */
  public static final int MOST_ADDED = 100;

  /** Jobs of an app that are remembered, with those that a rollback may bring back. */
  static final int MOST_REMEMBERED = 400;

  private final Transactions transactions;
  private final CronJobRows jobs;
  private final CronStateRows states;
  private final CronRunRows runs;
  private final ReleaseRows releases;
  private final AppLock lock;

  CronStore(
      Transactions transactions,
      CronJobRows jobs,
      CronStateRows states,
      CronRunRows runs,
      ReleaseRows releases,
      AppLock lock) {
    this.transactions = transactions;
    this.jobs = jobs;
    this.states = states;
    this.runs = runs;
    this.releases = releases;
    this.lock = lock;
  }

  /** Of all apps whose serving release has one. */
  public List<CronManifest> manifests() {
    return transactions.read(releases::servingWithAppJson).stream()
        .map(row -> new CronManifest(new AppId(row.app()), row.appJson(), row.updatedAt()))
        .toList();
  }

  /** Of one app. */
  public Optional<CronManifest> manifest(AppId app) {
    return transactions
        .read(() -> releases.serving(app.value()))
        .filter(row -> !row.appJson().isEmpty())
        .map(row -> new CronManifest(app, row.appJson(), row.updatedAt()));
  }

  public List<CronJob> added(AppId app) {
    return transactions.read(() -> jobs.of(app.value())).stream().map(CronStore::job).toList();
  }

  public Map<AppId, List<CronJob>> added() {
    return transactions.read(jobs::all).stream()
        .collect(
            Collectors.groupingBy(
                row -> new AppId(row.app()),
                Collectors.mapping(CronStore::job, Collectors.toList())));
  }

  /** Refused where the app has one of that name, or too many. Its times count from now on. */
  public void add(AppId app, CronJob job, Instant at) {
    transactions.write(
        () -> {
          lock.take(app);
          if (jobs.of(app.value()).size() >= MOST_ADDED) {
            throw Rejected.conflict(
                "The app has " + MOST_ADDED + " cron jobs: remove some with `paas cron:remove`.");
          }
          jobs.save(row(app, job, Stamp.of(at)));
          put(app, job.name(), new CronState(job.timing(), false, at));
          runs.removeStray(app.value());
          return job;
        },
        () ->
            Rejected.conflict(
                "The app has a cron job '" + job.name() + "': choose another with --name."));
  }

  /**
   * Its history goes too, but for runs that go on: what the app may run at once counts them, and a
   * job that is added again under the name. They go after their end, when there is other news.
   * False where nobody added one of that name.
   */
  public boolean remove(AppId app, CronName name) {
    return transactions.write(() -> {
      lock.take(app);
      boolean was = jobs.remove(app.value(), name.value()) > 0;
      if (was) {
        states.remove(app.value(), name.value());
        runs.removeEnded(app.value(), name.value());
      }
      return was;
    });
  }

  public Map<CronName, CronState> states(AppId app) {
    return byName(transactions.read(() -> states.of(app.value())));
  }

  public Map<AppId, Map<CronName, CronState>> states() {
    Map<AppId, List<CronStateRow>> apps =
        transactions.read(states::all).stream()
            .collect(Collectors.groupingBy(row -> new AppId(row.app())));
    Map<AppId, Map<CronName, CronState>> all = new HashMap<>();
    apps.forEach((app, rows) -> all.put(app, byName(rows)));
    return all;
  }

  private static Map<CronName, CronState> byName(List<CronStateRow> rows) {
    return rows.stream()
        .collect(Collectors.toMap(row -> new CronName(row.job()), CronStore::state));
  }

  /**
   * Remembers how far a job has come; also one that is new, or has another schedule than before.
   */
  public CronState keep(AppId app, CronName job, CronState state) {
    return transactions.write(() -> {
      lock.take(app);
      put(app, job, state);
      states.keepNewest(app.value(), MOST_REMEMBERED);
      runs.removeStray(app.value());
      return state;
    });
  }

  /** The app has that job no more: what is due until it comes back is not missed. Idempotent. */
  public void gone(AppId app, CronName job, CronState seen) {
    if (!seen.timing().isEmpty()) {
      transactions.write(() -> states.gone(app.value(), job.value(), seen.timing()));
    }
  }

  /** Deals with a due time by doing nothing; false where it was dealt with before. */
  public boolean pass(AppId app, CronName job, Instant due) {
    return transactions.write(() -> states.handle(app.value(), job.value(), Stamp.of(due))) > 0;
  }

  private void put(AppId app, CronName job, CronState state) {
    Function<UUID, CronStateRow> row =
        id ->
            new CronStateRow(
                id,
                app.value(),
                job.value(),
                state.timing(),
                state.paused(),
                Stamp.of(state.handledUntil()));
    states.of(app.value()).stream()
        .filter(before -> before.job().equals(job.value()))
        .map(CronStateRow::id)
        .findFirst()
        .ifPresentOrElse(
            id -> states.update(row.apply(id)), () -> states.save(row.apply(UUID.randomUUID())));
  }

  private static CronState state(CronStateRow row) {
    return new CronState(row.timing(), row.paused(), row.handledUntil());
  }

  private static CronJobRow row(AppId app, CronJob job, Instant at) {
    CronTerms terms = job.terms();
    return new CronJobRow(
        UUID.randomUUID(),
        app.value(),
        job.name().value(),
        job.schedule().text(),
        job.command(),
        terms.zone().getId(),
        CronTerms.word(terms.concurrency()),
        terms.timeout().toMillis(),
        CronTerms.word(terms.missed()),
        terms.size().text(),
        at);
  }

  private static CronJob job(CronJobRow row) {
    return new CronJob(
        new CronName(row.name()),
        new CronSchedule(row.schedule()),
        row.command(),
        new CronTerms(
            CronTerms.zone(row.zone()),
            CronTerms.concurrency(row.concurrency()),
            Duration.ofMillis(row.timeoutMs()),
            CronTerms.missed(row.missed()),
            Size.parse(row.size())));
  }
}
