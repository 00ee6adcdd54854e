package paas.platform.cron;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import paas.platform.access.Email;
import paas.platform.app.App;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.deploy.DeploySettings;
import paas.platform.deploy.Launch;
import paas.platform.formation.HostMemory;
import paas.platform.formation.Promises;
import paas.platform.manifest.CronName;
import paas.platform.manifest.CronSchedule;
import paas.platform.manifest.CronTerms;
import paas.platform.oneoff.OneOffDesk;
import paas.platform.release.ImageDigest;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.Slug;
import paas.platform.release.SourceNotes;
import paas.platform.store.AppStore;
import paas.platform.store.CronRun;
import paas.platform.store.CronRunStore;
import paas.platform.store.CronStore;
import paas.platform.store.ReleaseDraft;
import paas.platform.store.ReleaseStore;
import paas.platform.store.UserStore;

/** One app on a platform whose clock, containers and kills a test plays; the store is real. */
final class World implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  Instant now = Instant.parse("2026-11-26T10:00:00Z");
  final Containers containers = new Containers(() -> now);
  final Lines lines = new Lines();
  HostMemory memory = new HostMemory(4_000, 4_000);
  final Promises promises = new Promises(() -> now);
  final AppStore apps;
  private final ReleaseStore releases;
  private final CronStore crons;
  private final CronRunStore runs;
  final App app;
  private CronScheduler scheduler;
  private OneOffDesk oneOffs;
  CronDesk desk;

  World(ApplicationContext store) {
    apps = store.getBean(AppStore.class);
    releases = store.getBean(ReleaseStore.class);
    crons = store.getBean(CronStore.class);
    runs = store.getBean(CronRunStore.class);
    UUID owner =
        store
            .getBean(UserStore.class)
            .create(new Email("u" + UUID.randomUUID() + "@example.com"), false, now)
            .id();
    String name = "a" + UUID.randomUUID().toString().substring(0, 8);
    app = apps.create(new AppName(name), owner, AppSettings.DEFAULT, now);
    oneOffs = newDesk();
    scheduler = boot();
    desk = newCronDesk();
  }

  private OneOffDesk newDesk() {
    Launch launch = new Launch(DeploySettings.defaults("test", 1));
    return new OneOffDesk(
        containers,
        releases,
        lines,
        launch,
        () -> memory.promising(promises.sum()),
        promises,
        () -> now);
  }

  private CronRunner newRunner() {
    return new CronRunner(runs, oneOffs, apps, lines, Runnable::run, () -> now);
  }

  private CronScheduler boot() {
    CronRunner runner = newRunner();
    oneOffs.tell(runner);
    oneOffs.adopt(app);
    CronTable table = new CronTable(crons);
    return new CronScheduler(table, crons, runner, apps, releases, lines, () -> now);
  }

  private CronDesk newCronDesk() {
    return new CronDesk(new CronTable(crons), crons, runs, newRunner(), releases, () -> now);
  }

  /** The platform's process dies, and comes back. */
  void restart() {
    restartAfter(() -> {});
  }

  /** The same; something happens while it is down. */
  void restartAfter(Runnable meanwhile) {
    oneOffs.close();
    meanwhile.run();
    oneOffs = newDesk();
    scheduler = boot();
    desk = newCronDesk();
  }

  void turn() {
    scheduler.turn();
  }

  /** Lets time go by minute by minute, as the scheduler sees it. */
  void minutes(int count) {
    for (int n = 0; n < count; n++) {
      now = now.plusSeconds(60);
      turn();
    }
  }

  void deploy(String appJson) {
    ImageDigest image = new ImageDigest("sha256:" + "a".repeat(64));
    Slug slug = new Slug(image, List.of(), new TreeMap<>(), "x", "c", new SourceNotes(appJson, ""));
    UUID release = releases.record(app.id(), new ReleaseDraft.NewSlug(slug, "me", "x"), now).id();
    releases.status(release, new ReleaseStatus.Succeeded(), now);
  }

  void maintenance(boolean on) {
    apps.update(app.id(), before -> before.with(before.settings().withMaintenance(on), now));
  }

  void add(String name, String schedule, CronTerms terms) {
    desk.add(
        app,
        new CronOrder(
            Optional.of(new CronName(name)), new CronSchedule(schedule), "rake " + name, terms));
  }

  /** The newest first. */
  List<CronRun> history(String name) {
    return desk.history(app, name);
  }

  CronRun last(String name) {
    return history(name).getFirst();
  }

  void until(String what, BooleanSupplier reached) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("still not so: " + what + "\n" + String.join("\n", lines.all));
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Ends a process, and waits until the platform knows. */
  void exit(CronRun run, int code) {
    containers.exit(run.process(), code);
    until(run.process() + " is over", () -> containers.isGone(run.process()));
  }

  @Override
  public void close() {
    oneOffs.close();
    apps.delete(app.id());
  }
}
