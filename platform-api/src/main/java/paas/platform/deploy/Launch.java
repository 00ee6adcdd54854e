package paas.platform.deploy;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import paas.platform.app.App;
import paas.platform.formation.ProcessSettings;
import paas.platform.formation.Size;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.Slug;
import paas.runner.AppKey;
import paas.runner.ImageDigest;
import paas.runner.InstanceSpec;
import paas.runner.Limits;
import paas.runner.Sandbox;

/** Turns a release and a slot into what the runner starts. */
public final class Launch {
  /** MiB that one worker process of a web server is taken to need, as Heroku's WEB_MEMORY. */
  private static final long WORKER_MEMORY = 512;

  /** The most that a limit says; the runner cuts it to what the machine has. */
  private static final double MOST_CPUS = 1024;

  private final DeploySettings settings;
  private final Sandboxes sandboxes;

  public Launch(DeploySettings settings, Sandboxes sandboxes) {
    this.settings = settings;
    this.sandboxes = sandboxes;
  }

  /** For apps on whose process types nothing is set. */
  public Launch(DeploySettings settings) {
    this(settings, (app, type) -> Sandbox.STANDARD);
  }

  InstanceSpec instance(App app, Release release, Slot slot, ProcessSettings chosen, long epoch) {
    Slug slug = release.slug().orElseThrow();
    String command = slug.processes().getOrDefault(slot.type(), "");
    return new InstanceSpec(
        key(app),
        slot.type().name(),
        slot.ordinal(),
        release.version().number(),
        epoch,
        new ImageDigest(slug.image().value()),
        command.isEmpty() ? java.util.List.of() : slug.starter(),
        command.isEmpty() ? Optional.empty() : Optional.of(command),
        environment(app, release, slot.toString(), chosen.size()),
        settings.port(),
        limits(chosen.size()),
        sandbox(app, slot.type()),
        chosen.grace());
  }

  /** That of the instances of a process type. */
  public Sandbox sandbox(App app, ProcessType type) {
    return sandboxes.of(app.id(), type);
  }

  /** That of a one-off which is like a process type, with all of the app's volumes. */
  public Sandbox oneOffSandbox(App app, ProcessType type) {
    return sandboxes.ofOneOff(app.id(), type);
  }

  public AppKey key(App app) {
    return new AppKey(app.id().toString(), app.name().value());
  }

  public Limits limits(Size size) {
    return new Limits(
        size.memory().map(mebibytes -> mebibytes << 20).orElse(settings.memoryBytes()),
        size.cpus().map(cpus -> Math.min(cpus, MOST_CPUS)).orElse(settings.cpus()),
        size.pids().orElse(settings.pids()));
  }

  /**
   * Advice that a config var may overrule, then the release's config, and over it what the platform
   * says: {@code PORT}, {@code DYNO}, …
   */
  public SortedMap<String, String> environment(
      App app, Release release, String process, Size size) {
    long memory = limits(size).memoryBytes() >> 20;
    SortedMap<String, String> environment = new TreeMap<>();
    environment.put("MEMORY_AVAILABLE", Long.toString(memory));
    environment.put("WEB_CONCURRENCY", Long.toString(Math.max(1, memory / WORKER_MEMORY)));
    environment.putAll(release.config().plain());
    environment.putAll(
        Map.of(
            "PORT", Integer.toString(settings.port()),
            "DYNO", process,
            "PAAS_APP_NAME", app.name().value(),
            "PAAS_RELEASE_VERSION", release.version().toString(),
            "SOURCE_VERSION", release.slug().map(Slug::commit).orElse("")));
    return environment;
  }
}
