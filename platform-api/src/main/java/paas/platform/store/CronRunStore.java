package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import paas.platform.app.AppId;
import paas.platform.manifest.CronJob;
import paas.platform.manifest.CronName;
import paas.platform.manifest.CronTerms;
import paas.platform.store.row.CronOutputRow;
import paas.platform.store.row.CronOutputRows;
import paas.platform.store.row.CronRunRow;
import paas.platform.store.row.CronRunRows;
import paas.platform.store.row.CronStateRows;

/**
 * The runs of cron jobs. Each is recorded, together with its due time, before it is started: so no
 * due time is run twice, whatever is killed.
 */
@Singleton
public class CronRunStore {
  /** Runs that are kept of a job. */
  public static final int KEPT = 20;

  /** Runs of one app that go on at a time. */
  public static final int MOST_AT_ONCE = 10;

  private final Transactions transactions;
  private final CronRunRows runs;
  private final CronStateRows states;
  private final CronOutputRows outputs;
  private final AppLock lock;

  CronRunStore(
      Transactions transactions,
      CronRunRows runs,
      CronStateRows states,
      CronOutputRows outputs,
      AppLock lock) {
    this.transactions = transactions;
    this.runs = runs;
    this.states = states;
    this.outputs = outputs;
    this.lock = lock;
  }

  /** Deals with a due time by a run, which gets that id. The job must be known to CronStore. */
  public CronClaim claim(UUID id, AppId app, CronJob job, Instant due, Instant at) {
    return transactions.write(() -> {
      lock.take(app);
      return states.handle(app.value(), job.name().value(), Stamp.of(due)) == 0
          ? new CronClaim.Known()
          : grant(id, app, job, Optional.of(due), at);
    });
  }

  /** A run that no schedule asked for. */
  public CronClaim claim(UUID id, AppId app, CronJob job, Instant at) {
    return transactions.write(() -> {
      lock.take(app);
      return grant(id, app, job, Optional.empty(), at);
    });
  }

  private CronClaim grant(UUID id, AppId app, CronJob job, Optional<Instant> due, Instant at) {
    List<CronRun> active = runs(runs.unfinished(app.value()));
    List<CronRun> same = active.stream().filter(run -> run.job().equals(job.name())).toList();
    CronTerms.Concurrency rule = job.terms().concurrency();
    if (rule == CronTerms.Concurrency.FORBID && !same.isEmpty()) {
      return new CronClaim.Refused("run " + same.getFirst().number() + " of it still goes on");
    }
    if (active.size() >= MOST_AT_ONCE) {
      return new CronClaim.Refused(
          MOST_AT_ONCE + " runs of cron jobs go on, the most at once for an app");
    }
    List<CronRun> replaced = rule == CronTerms.Concurrency.REPLACE ? same : List.of();
    replaced.forEach(run -> runs.replacing(run.id()));
    return new CronClaim.Granted(save(id, app, job, due, at), replaced);
  }

  private CronRun save(UUID id, AppId app, CronJob job, Optional<Instant> due, Instant at) {
    runs.count(app.value());
    CronRunRow row =
        new CronRunRow(
            id,
            app.value(),
            job.name().value(),
            runs.counted(app.value()),
            due.map(Stamp::of).orElse(null),
            job.terms().timeout().toMillis(),
            text(CronRun.State.STARTING),
            null,
            "",
            Stamp.of(at),
            null);
    runs.save(row);
    runs.keepNewest(app.value(), job.name().value(), KEPT);
    return run(row);
  }

  /** Its process is there since then. What stands in the store now; empty when it is gone. */
  public Optional<CronRun> running(UUID id, Instant at) {
    return transactions.write(() -> {
      runs.running(id, Stamp.of(at));
      return runs.findById(id).map(CronRunStore::run);
    });
  }

  /** It is over. Only the first news counts, and returns true. */
  public boolean end(UUID id, CronRun.State state, Optional<Integer> code, String why, Instant at) {
    return transactions.write(() -> runs.end(id, text(state), code.orElse(null), why, Stamp.of(at)))
        > 0;
  }

  /** The same, with the end of what it printed. */
  public boolean end(
      UUID id, CronRun.State state, int code, String why, Instant at, String output) {
    return transactions.write(() -> {
      boolean first = runs.end(id, text(state), code, why, Stamp.of(at)) > 0;
      if (first) {
        outputs.save(new CronOutputRow(id, output.replace('\0', '\ufffd')));
      }
      return first;
    });
  }

  /** Of all apps. */
  public List<CronRun> unfinished() {
    return runs(transactions.read(runs::unfinished));
  }

  public List<CronRun> unfinished(AppId app) {
    return runs(transactions.read(() -> runs.unfinished(app.value())));
  }

  /** All kept ones of an app, the newest first. */
  public List<CronRun> of(AppId app) {
    return runs(transactions.read(() -> runs.of(app.value())));
  }

  /** All kept ones of a job, the newest first. */
  public List<CronRun> of(AppId app, CronName job) {
    return runs(transactions.read(() -> runs.of(app.value(), job.value())));
  }

  /** The end of what a run printed; empty while it goes on. */
  public String output(UUID id) {
    return transactions.read(() -> outputs.findById(id)).map(CronOutputRow::output).orElse("");
  }

  private static List<CronRun> runs(List<CronRunRow> rows) {
    return rows.stream().map(CronRunStore::run).toList();
  }

  private static CronRun run(CronRunRow row) {
    return new CronRun(
        row.id(),
        new AppId(row.app()),
        new CronName(row.job()),
        row.runNumber(),
        Optional.ofNullable(row.dueAt()),
        Duration.ofMillis(row.timeoutMs()),
        CronRun.State.valueOf(row.state().toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.exitCode()),
        row.why(),
        row.startedAt(),
        Optional.ofNullable(row.endedAt()));
  }

  private static String text(CronRun.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
