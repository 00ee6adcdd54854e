package paas.platform.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.builder.AppKey;
import paas.builder.BuildLimits;
import paas.builder.BuildRequest;
import paas.builder.BuildResult;
import paas.builder.BuildSettings;
import paas.builder.Builder;
import paas.builder.ImageFacts;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.Remnant;
import paas.platform.config.ConfigVars;
import paas.platform.fault.Rejected;
import paas.platform.fault.Unavailable;
import paas.platform.formation.SizeCheck;
import paas.platform.release.ImageDigest;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.Slug;
import paas.platform.release.SourceNotes;
import paas.platform.store.BuildMeans;
import paas.platform.store.BuildRecord;
import paas.platform.store.BuildStatus;
import paas.platform.store.BuildStore;
import paas.platform.store.ImageNotes;
import paas.platform.store.RecipeStore;
import paas.platform.store.ReleaseDraft;
import paas.platform.store.ReleaseStore;
import paas.runner.engine.EngineUnavailable;

/**
 * Runs builds and records them; what is printed goes to whoever waits, to the app's log, and to a
 * file. That an app has one build at a time is the caller's claim to hold.
 */
public final class Builds implements Remnant {
  private static final Logger LOG = LoggerFactory.getLogger(Builds.class);

  /** How long whoever comes early waits for the start. */
  private static final Duration STARTING = Duration.ofMinutes(1);

  private final Builder builder;
  private final BuildStore store;
  private final ReleaseStore releases;
  private final RecipeStore recipes;
  private final FreshImages fresh;
  private final BuildJournal journal;
  private final BuildLog logs;
  private final SizeCheck sizes;
  private final BuildLimits limits;
  private final InstantSource clock;
  private final Map<AppId, UUID> running = new ConcurrentHashMap<>();
  private final Set<UUID> cancelled = ConcurrentHashMap.newKeySet();
  private final CountDownLatch recovered = new CountDownLatch(1);

  public Builds(
      Builder builder,
      BuildStore store,
      ReleaseStore releases,
      RecipeStore recipes,
      FreshImages fresh,
      BuildJournal journal,
      BuildLog logs,
      SizeCheck sizes,
      BuildLimits limits,
      InstantSource clock) {
    this.builder = builder;
    this.store = store;
    this.releases = releases;
    this.recipes = recipes;
    this.fresh = fresh;
    this.journal = journal;
    this.logs = logs;
    this.sizes = sizes;
    this.limits = limits;
    this.clock = clock;
  }

  /** Ends what a kill cut off. Call once; no build runs before. */
  public void recover() {
    removeLeftovers();
    endCutOff();
    recovered.countDown();
  }

  /** What stays keeps no new build from running. */
  private void removeLeftovers() {
    try {
      builder.removeLeftovers();
    } catch (EngineUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("What builds of a former run left could not all be removed", e);
    }
  }

  private void awaitRecovery() {
    try {
      if (!recovered.await(STARTING.toSeconds(), TimeUnit.SECONDS)) {
        throw new Unavailable(
            "The platform has not finished its start, perhaps because Docker does not answer: try"
                + " again in a moment.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("The platform is stopping: try again in a moment.", e);
    }
  }

  private void endCutOff() {
    for (BuildRecord cut : store.cutOff()) {
      fail(cut.id(), "The platform was restarted while it ran; push again.");
    }
  }

  /** A new build's record; its id. Whoever comes while the platform starts waits for that. */
  public UUID begin(App app, String commit, String by) {
    awaitRecovery();
    return store.create(app.id(), commit, by, clock.instant()).id();
  }

  /**
   * Builds, and blocks until that is done; the caller keeps the output and records a failure.
   * {@code whenGone} is given what to run if whoever asked leaves. {@code buildpacks}: in place of
   * what the app has set, unless empty.
   */
  public BuildOutcome run(
      App app,
      UUID build,
      Source source,
      String commit,
      List<String> buildpacks,
      Consumer<String> output,
      Consumer<Runnable> whenGone) {
    running.put(app.id(), build);
    SourceReading reading = reading(app);
    try (FreshImages.Hold _ = fresh.hold()) {
      BuildResult result =
          builder.build(
              request(app, source, commit, buildpacks, build, reading),
              line -> {
                output.accept(line);
                journal.output(app.id(), "build", line);
              },
              cancellation -> {
                whenGone.accept(cancellation);
                if (isCancelled(build)) {
                  cancellation.run();
                }
              });
      note(build, result);
      return outcome(build, commit, result, reading);
    } finally {
      running.remove(app.id(), build);
    }
  }

  private void note(UUID build, BuildResult result) {
    if (result instanceof BuildResult.Built built) {
      fresh.made(new ImageDigest(built.image()));
      store.means(build, means(built));
    }
  }

  private SourceReading reading(App app) {
    return new SourceReading(
        app.name(), config(app), releases.serving(app.id()).isEmpty(), new Secrets(), sizes);
  }

  private ConfigVars config(App app) {
    return releases.latest(app.id()).map(Release::config).orElse(ConfigVars.EMPTY);
  }

  /** Where all that is said of a build is kept; after what is there. The caller closes it. */
  public Output output(UUID build) {
    return new Output(logs.open(build));
  }

  /** The output of one build on its way to its file. For one thread at a time. */
  public static final class Output implements AutoCloseable {
    private final Writer file;

    private Output(Writer file) {
      this.file = file;
    }

    public void line(String text) {
      try {
        file.write(text + "\n");
        file.flush();
      } catch (IOException e) {
        throw new UncheckedIOException("The output of the build cannot be kept", e);
      }
    }

    @Override
    public void close() {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException("The output of the build cannot be kept", e);
      }
    }
  }

  private BuildRequest request(
      App app,
      Source source,
      String commit,
      List<String> buildpacks,
      UUID build,
      SourceReading reading) {
    return new BuildRequest(
        build.toString(),
        key(app),
        source::writeTar,
        settings(app, buildpacks),
        config(app).plain(),
        commit,
        limits,
        reading);
  }

  private BuildSettings settings(App app, List<String> buildpacks) {
    BuildSettings set = Recipes.settings(recipes.of(app.id()));
    return buildpacks.isEmpty()
        ? set
        : new BuildSettings(
            new BuildSettings.Choice.Buildpacks(),
            buildpacks,
            set.directory(),
            set.dockerfile(),
            set.target(),
            set.procfile());
  }

  static AppKey key(App app) {
    return new AppKey(app.id().toString(), app.name().value());
  }

  /** Of an image that was made elsewhere. */
  static BuildOutcome outcome(UUID build, String commit, BuildResult result) {
    return outcome(
        result, built -> new BuildOutcome.Built(build, slug(built, commit, SourceNotes.NONE)));
  }

  private static BuildOutcome outcome(
      UUID build, String commit, BuildResult result, SourceReading reading) {
    return outcome(
        result,
        built -> {
          Slug slug = slug(built, commit, reading.notes(built.facts().exposed()));
          return new BuildOutcome.Built(build, slug, reading.setup(slug.processes()));
        });
  }

  private static BuildOutcome outcome(
      BuildResult result, Function<BuildResult.Built, BuildOutcome> image) {
    return switch (result) {
      case BuildResult.Built built -> image.apply(built);
      case BuildResult.Failed(var phase, var cause, var advice) ->
          new BuildOutcome.Failed(named(phase), cause, advice, phase + ": " + cause);
      case BuildResult.Cancelled(var why) ->
          new BuildOutcome.Failed("The build", "it was cancelled: " + why, "", "Cancelled: " + why);
    };
  }

  private static BuildMeans means(BuildResult.Built built) {
    return new BuildMeans(
        built.builder(),
        built.buildpacks().stream()
            .map(used -> new BuildMeans.Used(used.name(), used.version()))
            .toList(),
        built.memory(),
        notes(built.facts()));
  }

  private static ImageNotes notes(ImageFacts facts) {
    return new ImageNotes(
        facts.exposed(),
        facts
            .healthCheck()
            .map(check ->
                new ImageNotes.HealthCheck(
                    check.test(),
                    check.interval(),
                    check.timeout(),
                    check.startPeriod(),
                    check.retries())));
  }

  private static String named(String phase) {
    return phase.equals("build") ? "The build" : "The build's step '" + phase + "'";
  }

  private static Slug slug(BuildResult.Built built, String commit, SourceNotes notes) {
    SortedMap<ProcessType, String> processes = new TreeMap<>();
    built.processes().forEach((type, command) -> processes.put(new ProcessType(type), command));
    return new Slug(
        new ImageDigest(built.image()),
        built.launcher(),
        processes,
        built.builder(),
        commit,
        notes);
  }

  /** Records the release that the build became, and that it did, as one. */
  public Release release(AppId app, BuildOutcome.Built built, ReleaseDraft draft) {
    Release release =
        store.release(built.build(), () -> releases.record(app, draft, clock.instant()));
    cancelled.remove(built.build());
    fresh.released(built.slug().image());
    return release;
  }

  /** It is not released, for this reason. Its image goes, unless a release has the same one. */
  public void discard(BuildOutcome.Built built, String why) {
    fail(built.build(), why);
    if (!releases.uses(built.slug().image())) {
      builder.removeImage(built.slug().image().value());
    }
  }

  /** Ends a running build at once; whoever waits for it is told. */
  public void cancel(AppId app, UUID id) {
    BuildRecord build =
        store
            .find(id)
            .filter(b -> b.app().equals(app))
            .orElseThrow(() -> Rejected.notFound("build", "There is no such build."));
    if (!(build.status() instanceof BuildStatus.Pending)) {
      throw Rejected.conflict("The build has ended: there is nothing to cancel.");
    }
    cancelled.add(id);
    builder.cancel(id.toString());
  }

  /** Whether that was asked for, perhaps before anything could be ended or after all was built. */
  public boolean isCancelled(UUID build) {
    return cancelled.contains(build);
  }

  /** Whether the engine still has this image. */
  public boolean hasImage(ImageDigest image) {
    try {
      return builder.hasImage(image.value());
    } catch (EngineUnavailable e) {
      throw new Unavailable("Docker does not answer at the moment: try again.", e);
    }
  }

  /** Forgets what builds of the app keep from one to the next: the next one starts afresh. */
  public void purgeCache(App app) {
    if (running.containsKey(app.id())) {
      throw Rejected.conflict(
          "A build of "
              + app.name()
              + " is using its cache right now: purge it when that has ended, or cancel it (paas"
              + " builds:cancel).");
    }
    builder.purgeCache(key(app));
  }

  /** Ends a pending build that came to nothing. */
  public void fail(UUID build, String why) {
    cancelled.remove(build);
    store.finish(build, new BuildStatus.Failed(why), clock.instant());
  }

  /** Cancels the build that runs: nobody could release it, and it holds the cache. */
  @Override
  public void end(App app) {
    Optional.ofNullable(running.get(app.id())).map(UUID::toString).ifPresent(builder::cancel);
  }

  @Override
  public void remove(App app) {
    builder.purgeCache(key(app));
  }
}
