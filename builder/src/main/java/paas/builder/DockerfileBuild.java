package paas.builder;

import com.github.dockerjava.api.command.InspectImageResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import paas.builder.dockerfile.BuildKitCgroup;
import paas.builder.dockerfile.ContextTar;
import paas.builder.dockerfile.Dockerfile;
import paas.builder.dockerfile.Dockerignore;
import paas.builder.fault.BuildFault;
import paas.builder.image.Images;
import paas.builder.image.StackImage;
import paas.builder.source.Procfile;
import paas.builder.source.Source;
import paas.runner.engine.Engine;

/** A build with the repository's Dockerfile by the engine's BuildKit. */
final class DockerfileBuild {
  private static final List<String> LAUNCHER = List.of("/bin/sh", "-c");
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

  private final Engine engine;
  private final Labels labels;
  private final Images images;
  private final BuilderSettings settings;
  private final StepWall wall;
  private final BaseImages bases;

  DockerfileBuild(
      Engine engine,
      Labels labels,
      Images images,
      BuilderSettings settings,
      StepWall wall,
      BaseImages bases) {
    this.engine = engine;
    this.labels = labels;
    this.images = images;
    this.settings = settings;
    this.wall = wall;
    this.bases = bases;
  }

  /** {@code path} is the Dockerfile's, and is there. */
  BuildResult.Built build(BuildRun run, Source source, String path, Optional<Procfile> procfile)
      throws BuildFault, IOException {
    var values = new BuildArguments(run.request());
    var dockerfile = Dockerfile.check(source.small(path).orElseThrow(), values.all());
    String target = run.request().settings().target();
    if (!target.isEmpty()) {
      dockerfile.checkTarget(target);
    }
    boolean refinable = images.fastWorks(StackImage.inspect(engine, settings.stackImage()));
    Set<String> named = values.of(dockerfile.arguments()).keySet();
    var notes = new DockerfileNotes(run.lines());
    notes.before(dockerfile, named, refinable);
    Path context = run.folder().resolve("context.tar");
    var text = new ContextTar.Named(path, dockerfile);
    ContextTar.write(context, source, text, ignore(source, path), run.stop()::stopped);
    BuildKitCgroup.Outcome memory = bindMemory(run.limits());
    var faults = new DockerfileFaults(run.limits(), memory.bound(), dockerfile.hereDocument());
    Map<String, String> arguments = refinable ? values.of(named) : Map.of();
    String name = images.newName();
    var order = new BuildKitCall.Order(context, path, target, arguments, name);
    boolean kept = false;
    try {
      try (BaseImages.Kept _ = bases.judge(run, dockerfile);
          StepWall.Hold _ = wall.raise()) {
        new BuildKitCall(engine, labels, run, faults).send(order);
      }
      InspectImageResponse image = engine.client().inspectImageCmd(name + ":latest").exec();
      bound(image, run.limits());
      String digest = refinable ? refined(run, name, created(source), values) : id(image);
      run.stop().check();
      kept = !refinable;
      var facts = ImageFacts.of(image);
      Map<String, String> processes = processes(image, procfile);
      notes.after(facts, entrypoint(image), processes);
      return new BuildResult.Built(
          digest, LAUNCHER, processes, "Dockerfile", List.of(), memory.how(), facts);
    } finally {
      if (!kept) {
        images.removeName(name + ":latest");
      }
    }
  }

  private static Dockerignore ignore(Source source, String path) throws BuildFault {
    Optional<byte[]> own = source.small(path + ".dockerignore");
    Optional<byte[]> patterns = own.isPresent() ? own : source.small(".dockerignore");
    return Dockerignore.parse(patterns.orElse(new byte[0]));
  }

  /** One build's memory for as many as may run at a time; the engine has one group for all. */
  private BuildKitCgroup.Outcome bindMemory(BuildLimits limits) {
    String driver =
        Objects.requireNonNullElse(engine.client().infoCmd().exec().getCGroupDriver(), "unknown");
    double cpus = Math.min(limits.cpus(), Runtime.getRuntime().availableProcessors());
    int builds = settings.concurrent();
    return new BuildKitCgroup(CGROUPS, driver)
        .bind(
            new BuildKitCgroup.Bounds(
                limits.memoryBytes() * builds, cpus * builds, (long) limits.pids() * builds));
  }

  private String refined(BuildRun run, String name, Instant created, BuildArguments values)
      throws IOException {
    Images.Written written = images.refine(name + ":latest", created, values::clean);
    if (run.stop().stopped() && written.fresh()) {
      images.remove(written.digest());
    }
    return written.digest();
  }

  private static Instant created(Source source) {
    return source.newest().isAfter(BuildpackResult.FIXED) ? source.newest() : BuildpackResult.FIXED;
  }

  private static String id(InspectImageResponse image) {
    return Objects.requireNonNull(image.getId());
  }

  private static void bound(InspectImageResponse image, BuildLimits limits) throws BuildFault {
    long size = Optional.ofNullable(image.getSize()).orElse(0L);
    if (size > limits.imageBytes()) {
      throw new BuildFault(
          "image",
          "The image is "
              + (size >> 20)
              + " MB, over the limit of "
              + (limits.imageBytes() >> 20)
              + " MB.",
          "Use a smaller base image or a multi-stage Dockerfile, then push again.");
    }
  }

  private static boolean entrypoint(InspectImageResponse image) {
    return Objects.requireNonNull(image.getConfig()).getEntrypoint() != null;
  }

  /**
   * The Procfile's types; and the image's own command as web, unless the Procfile says what web is.
   */
  private static Map<String, String> processes(
      InspectImageResponse image, Optional<Procfile> procfile) {
    Map<String, String> processes =
        new LinkedHashMap<>(procfile.map(Procfile::processes).orElse(Map.of()));
    if (entrypoint(image) || Objects.requireNonNull(image.getConfig()).getCmd() != null) {
      processes.putIfAbsent("web", "");
    }
    return processes;
  }
}
