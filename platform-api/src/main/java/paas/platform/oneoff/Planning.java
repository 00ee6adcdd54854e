package paas.platform.oneoff;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import paas.platform.app.App;
import paas.platform.deploy.Launch;
import paas.platform.fault.Rejected;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.Slug;
import paas.platform.store.ReleaseStore;
import paas.runner.ImageDigest;
import paas.runner.OneOffSpec;

/** Decides what a one-off runs: image, command and environment of the release that serves. */
final class Planning {
  private static final String TYPE = "run";
  private static final int FIRST = 1000;
  private static final int LAST = 9999;
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final ReleaseStore releases;
  private final Launch launch;
  private final RandomGenerator random;
  private final InstantSource clock;

  Planning(ReleaseStore releases, Launch launch, RandomGenerator random, InstantSource clock) {
    this.releases = releases;
    this.launch = launch;
    this.random = random;
    this.clock = clock;
  }

  /** {@code taken} are the names of the one-offs that there are. */
  Plan plan(App app, RunRequest request, Set<String> taken) {
    Release release = serving(app);
    int ordinal = random.nextInt(FIRST, LAST + 1);
    while (taken.contains(TYPE + "." + ordinal)) {
      ordinal = random.nextInt(FIRST, LAST + 1);
    }
    OneOffSpec spec = spec(app, release, request, ordinal);
    return new Plan(UUID.randomUUID(), app, release, spec, request.size(), clock.instant());
  }

  private Release serving(App app) {
    return releases
        .serving(app.id())
        .orElseThrow(() ->
            Rejected.conflict("App '" + app.name() + "' has nothing to run yet: push it first."));
  }

  Plan plan(App app, JobRequest job) {
    Release release = serving(app);
    Slug slug = release.slug().orElseThrow();
    Optional<String> command = command(slug, job.command());
    OneOffSpec spec =
        new OneOffSpec(
            launch.key(app),
            job.type(),
            job.ordinal(),
            release.version().number(),
            new ImageDigest(slug.image().value()),
            command.isPresent() ? slug.lineStarter() : List.of(),
            command,
            launch.environment(app, release, job.process(), job.size()),
            launch.limits(job.size()),
            launch.oneOffSandbox(app, named(slug, job.command()).orElse(ProcessType.WEB)),
            Optional.empty(),
            GRACE,
            job.atMost());
    return new Plan(UUID.randomUUID(), app, release, spec, job.size(), clock.instant());
  }

  private OneOffSpec spec(App app, Release release, RunRequest request, int ordinal) {
    Slug slug = release.slug().orElseThrow();
    Optional<String> command = command(slug, request.command());
    return new OneOffSpec(
        launch.key(app),
        TYPE,
        ordinal,
        release.version().number(),
        new ImageDigest(slug.image().value()),
        command.isPresent() ? slug.lineStarter() : List.of(),
        command,
        environment(app, release, request, TYPE + "." + ordinal),
        launch.limits(request.size()),
        launch.oneOffSandbox(app, named(slug, request.command()).orElse(ProcessType.WEB)),
        request.terminal().map(Window::size),
        GRACE,
        request.atMost());
  }

  /** The process type whose command is asked for by its name. */
  private static Optional<ProcessType> named(Slug slug, String asked) {
    String word = asked.strip().split("\\s+", 2)[0];
    return slug.processes().keySet().stream().filter(type -> type.name().equals(word)).findFirst();
  }

  /** Empty means the image's own command, as a process type may have it. */
  private static Optional<String> command(Slug slug, String asked) {
    String[] words = asked.strip().split("\\s+", 2);
    return slug.processes().entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(words[0]))
        .filter(entry -> words.length == 1 || !entry.getValue().isEmpty())
        .findFirst()
        .map(entry -> words.length == 1 ? entry.getValue() : entry.getValue() + " " + words[1])
        .or(() -> Optional.of(asked))
        .filter(command -> !command.isEmpty());
  }

  /** The bounds of config hold for both together. */
  private SortedMap<String, String> environment(
      App app, Release release, RunRequest request, String process) {
    Release with =
        new Release(
            release.id(),
            release.app(),
            release.version(),
            release.slug(),
            release.config().with(request.env()),
            release.description(),
            release.by(),
            release.createdAt(),
            release.status(),
            release.updatedAt());
    return launch.environment(app, with, process, request.size());
  }
}
