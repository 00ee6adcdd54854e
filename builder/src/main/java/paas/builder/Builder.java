package paas.builder;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.builder.fault.BuildFault;
import paas.builder.image.Images;
import paas.builder.output.BuildLines;
import paas.builder.output.Redactor;
import paas.builder.source.Procfile;
import paas.builder.source.Source;
import paas.builder.source.SourceBounds;
import paas.runner.engine.Engine;
import paas.runner.engine.EngineUnavailable;

/**
 * Builds images, a bounded number at a time. Thread-safe; every method blocks. The caller sees to
 * it that an app has one build at a time. Closing it stops the builds that run and waits for them
 * and for what they leave to be removed, at most {@link #CLOSING} each.
 */
public final class Builder implements AutoCloseable {
  /** Longest wait of {@link #close}. */
  static final Duration CLOSING = Duration.ofSeconds(20);

  private static final Logger LOG = LoggerFactory.getLogger(Builder.class);
  private static final String FOLDER = "build-";

  private final Engine engine;
  private final BuilderSettings settings;
  private final Labels labels;
  private final Images images;
  private final BuildCache cache;
  private final BuildpackBuild buildpacks;
  private final DockerfileBuild dockerfiles;
  private final PulledImages pulled;
  private final CnbBuild cloudNative;
  private final ImageIntake intake;
  private final Turns turns;
  private final Removals removals = new Removals();
  private final Map<String, BuildStop> running = new ConcurrentHashMap<>();

  /** {@code clock} tells how old a shared runtime is. */
  public Builder(Engine engine, BuilderSettings settings, InstantSource clock) {
    this(engine, settings, clock, StepWall.NONE);
  }

  /** The same; {@code wall} stands while a Dockerfile's steps run. */
  public Builder(Engine engine, BuilderSettings settings, InstantSource clock, StepWall wall) {
    this.engine = engine;
    this.settings = settings;
    this.labels = new Labels(settings.platform());
    this.images = new Images(engine, settings.platform(), settings.tmp(), labels.carrier());
    var network = new BuildNetwork(engine, labels);
    this.cache = new BuildCache(engine, labels);
    this.buildpacks =
        new BuildpackBuild(engine, labels, images, cache, network, settings, removals, clock);
    this.pulled = new PulledImages(engine, settings.tmp().resolve("pulled-images"));
    var bases = new BaseImages(engine, settings.names(), pulled);
    this.dockerfiles = new DockerfileBuild(engine, labels, images, settings, wall, bases);
    this.cloudNative = new CnbBuild(engine, labels, images, network, settings);
    this.intake = new ImageIntake(engine, settings);
    this.turns = new Turns(settings.concurrent());
  }

  /**
   * Builds, waiting for its turn first; says so in the output. The outcome is a value; an exception
   * is our own bug. Throws {@link EngineUnavailable} where Docker does not answer. A build that is
   * not {@code Built} leaves nothing behind.
   */
  public BuildResult build(BuildRequest request, BuildOutput output) {
    return build(request, output, _ -> {});
  }

  /**
   * The same; {@code whenGone} is given what to run if whoever asked leaves, and may run it at
   * once.
   */
  public BuildResult build(BuildRequest request, BuildOutput output, Consumer<Runnable> whenGone) {
    var stop = new BuildStop();
    if (running.putIfAbsent(request.buildId(), stop) != null) {
      throw new IllegalStateException("Build " + request.buildId() + " is running already");
    }
    var lines =
        new BuildLines(
            output::line, new Redactor(request.config()), request.limits().outputBytes());
    try {
      whenGone.accept(() -> cancel(request.buildId()));
      return inSlot(
          request.buildId(), request.limits(), lines, stop, () -> inFolder(request, lines, stop));
    } finally {
      running.remove(request.buildId());
      lines.finish();
    }
  }

  /**
   * Loads an image that was made elsewhere in place of a build, and holds it to the same: its turn,
   * its times, the disk that is to stay free. See {@link ImageIntake} for what it becomes.
   */
  public BuildResult load(Sent sent, BuildOutput output, Consumer<Runnable> whenGone) {
    var stop = new BuildStop();
    if (running.putIfAbsent(sent.buildId(), stop) != null) {
      throw new IllegalStateException("Build " + sent.buildId() + " is running already");
    }
    var lines = new BuildLines(output::line, new Redactor(Map.of()), sent.limits().outputBytes());
    try {
      whenGone.accept(() -> cancel(sent.buildId()));
      return inSlot(
          sent.buildId(), sent.limits(), lines, stop, () -> intake.load(sent, lines, stop));
    } finally {
      running.remove(sent.buildId());
      lines.finish();
    }
  }

  /** An image that is here already; see {@link ImageIntake}. It takes no time. */
  public BuildResult adopt(
      AppKey app,
      String reference,
      boolean anybodys,
      String procfile,
      BuildLimits limits,
      BuildOutput output) {
    return intake.adopt(app, reference, anybodys, procfile, limits, output);
  }

  /** Stops a build at once, waiting or running; does nothing when there is none of that id. */
  public void cancel(String buildId) {
    Optional.ofNullable(running.get(buildId))
        .ifPresent(stop -> stop.stop(new BuildStop.Cancelled("The build was cancelled.")));
  }

  /** Forgets an app's dependency caches: its volumes and the layers kept for its next build. */
  public void purgeCache(AppKey app) {
    images.forget(app.id());
    // The engine removes no volume that a container has.
    removals.await(CLOSING);
    cache.purge(app);
  }

  /** Whether the engine has an image of this digest. */
  public boolean hasImage(String image) {
    return images.find(image).isPresent();
  }

  /**
   * Removes an image by its digest; idempotent. False while a container uses it. Equal builds share
   * an image: the caller sees to it that no release needs it any more.
   */
  public boolean removeImage(String image) {
    return images.remove(image);
  }

  /**
   * Removes what builds of a killed process left: containers and files. To be called at start.
   * Returns how many.
   */
  public int removeLeftovers() {
    int removed = 0;
    for (Container container : leftContainers()) {
      try {
        engine
            .client()
            .removeContainerCmd(container.getId())
            .withForce(true)
            .withRemoveVolumes(true)
            .exec();
        removed++;
      } catch (NotFoundException | ConflictException e) {
        LOG.debug("Build container {} is going by itself", container.getId());
      } catch (DockerException e) {
        LOG.warn(
            "A build's container that was left behind cannot be removed. If `docker rm -f {}`"
                + " cannot either, restart Docker",
            container.getId(),
            e);
      }
    }
    removePulledImages();
    return removed + removeFolders();
  }

  @Override
  public void close() {
    running
        .values()
        .forEach(stop ->
            stop.stop(new BuildStop.Cancelled("The platform is stopping; push again later.")));
    try {
      if (!turns.awaitEnd(CLOSING) || !removals.await(CLOSING)) {
        LOG.warn("Builds did not end within {} s", CLOSING.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is done in a turn; it leaves nothing behind unless it is {@code Built}. */
  private interface Work {
    BuildResult run() throws BuildFault, IOException;
  }

  private BuildResult inSlot(
      String build, BuildLimits limits, BuildLines lines, BuildStop stop, Work work) {
    if (!turns.await(stop, ahead -> lines.say(waiting(ahead)))) {
      return stopped(stop);
    }
    DiskReserve reserve = DiskReserve.of(engine, settings);
    try (Watchdog _ = Watchdog.start(build, limits, lines, stop, reserve)) {
      return outcome(build, stop, work);
    } finally {
      turns.done();
    }
  }

  private static String waiting(int ahead) {
    return "-----> Waiting for another build on this server to finish"
        + (ahead == 0 ? " (next in line)" : " (number " + (ahead + 1) + " in line)");
  }

  private static BuildResult outcome(String build, BuildStop stop, Work work) {
    try {
      return work.run();
    } catch (BuildFault e) {
      LOG.info("Build {} failed in {}: {}", build, e.phase(), e.getMessage(), e.getCause());
      return stop.stopped()
          ? stopped(stop)
          : new BuildResult.Failed(e.phase(), e.reason(), e.advice());
    } catch (IOException | RuntimeException e) {
      return unexpected(e, stop);
    }
  }

  private static BuildResult unexpected(Exception failure, BuildStop stop) {
    if (stop.stopped()) {
      LOG.debug("A stopped build ended with", failure);
      return stopped(stop);
    }
    if (DiskSpace.full(failure)) {
      BuildFault full = DiskSpace.full("build");
      return new BuildResult.Failed(full.phase(), full.reason(), full.advice());
    }
    throw failure instanceof RuntimeException unchecked
        ? unchecked
        : new UncheckedIOException((IOException) failure);
  }

  private BuildResult inFolder(BuildRequest request, BuildLines lines, BuildStop stop)
      throws BuildFault, IOException {
    Files.createDirectories(settings.tmp());
    DiskSpace.check(settings.tmp(), settings.minimumFreeBytes());
    Path folder = Files.createTempDirectory(settings.tmp(), FOLDER);
    try {
      return received(new BuildRun(request, lines, stop, folder));
    } finally {
      delete(folder);
    }
  }

  private BuildResult received(BuildRun asked) throws BuildFault, IOException {
    BuildLimits limits = asked.limits();
    var bounds = new SourceBounds(limits.sourceBytes(), limits.sourceFiles());
    BuildPaths paths = BuildPaths.of(asked.request().settings());
    try (Source source =
        Source.receive(
            asked.request().source()::writeTar,
            asked.folder().resolve("source.tar"),
            bounds,
            paths.view())) {
      if (source.isEmpty()) {
        throw new BuildFault(
            "source", "The commit holds no files.", "Add your app's files, commit and push again.");
      }
      return chosen(reviewed(asked, source), source, paths);
    }
  }

  /** The run as it goes on after whoever asked for it has looked at the source. */
  private static BuildRun reviewed(BuildRun run, Source source) throws BuildFault, IOException {
    BuildRequest asked = run.request();
    BuildRequest request =
        asked.review().review(asked, new ReviewedFiles(source), run.lines()::say);
    run.lines().redact(new Redactor(request.config()));
    return new BuildRun(request, run.lines(), run.stop(), run.folder());
  }

  private BuildResult chosen(BuildRun run, Source source, BuildPaths paths)
      throws BuildFault, IOException {
    Optional<Procfile> procfile = procfile(source, paths);
    Chosen chosen = new BuilderChoice(run.request().settings(), paths, source).choose();
    run.lines().say("-----> " + chosen.line());
    HerokuYml.note(source, run.lines());
    return switch (chosen) {
      case Chosen.Dockerfile(var path, _) -> dockerfiles.build(run, source, path, procfile);
      case Chosen.CloudNative _ ->
          cloudNative.build(run, source, source.small(BuilderChoice.PROJECT), procfile);
      case Chosen.Classic(var named, _) -> buildpacks.build(run, source, named, paths, procfile);
    };
  }

  private static Optional<Procfile> procfile(Source source, BuildPaths paths) throws BuildFault {
    Optional<byte[]> text = source.small(paths.procfile());
    if (text.isEmpty() && !paths.usualProcfile()) {
      throw new BuildFault(
          "settings",
          "The app's source has no " + paths.procfile() + ", which is set as its Procfile path.",
          "Commit it, or set another Procfile path.");
    }
    return text.isPresent() ? Optional.of(Procfile.parse(text.get())) : Optional.empty();
  }

  private static BuildResult stopped(BuildStop stop) {
    return switch (stop.reason().orElseThrow()) {
      case BuildStop.Cancelled cancelled -> new BuildResult.Cancelled(cancelled.why());
      case BuildStop.Silent silent ->
          new BuildResult.Failed(
              "build",
              "The build printed nothing for " + minutes(silent.limit()) + " and was stopped.",
              "Find out what it waits for (input? a server?), or let it print its progress.");
      case BuildStop.TooLong tooLong ->
          new BuildResult.Failed(
              "build",
              "The build took longer than " + minutes(tooLong.limit()) + " and was stopped.",
              "Make it do less, or raise the platform's build time limit.");
      case BuildStop.DiskLow low -> DiskSpace.taken(low.bytes());
    };
  }

  private static String minutes(Duration limit) {
    return limit.toMinutes() > 0 ? limit.toMinutes() + " min" : limit.toSeconds() + " s";
  }

  private List<Container> leftContainers() {
    return engine
        .client()
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(labels.carrier())
        .exec()
        .stream()
        .filter(
            container -> !running.containsKey(container.getLabels().getOrDefault(Labels.BUILD, "")))
        .toList();
  }

  private void removePulledImages() {
    try {
      pulled.removeLeftovers();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int removeFolders() {
    if (!running.isEmpty() || !Files.isDirectory(settings.tmp())) {
      return 0;
    }
    try (Stream<Path> children = Files.list(settings.tmp())) {
      List<Path> left =
          children.filter(path -> path.getFileName().toString().startsWith(FOLDER)).toList();
      left.forEach(Builder::delete);
      return left.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.warn("A build's folder stays: {}", folder, e);
    }
  }
}
