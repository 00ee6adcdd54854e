package paas.platform.deploy;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import paas.platform.app.App;
import paas.platform.formation.Slot;
import paas.platform.release.Release;
import paas.platform.release.Slug;
import paas.runner.AppKey;
import paas.runner.ImageDigest;
import paas.runner.InstanceSpec;
import paas.runner.Limits;

/** Turns a release and a slot into what the runner starts. */
public final class Launch {
  private final DeploySettings settings;

  public Launch(DeploySettings settings) {
    this.settings = settings;
  }

  InstanceSpec instance(App app, Release release, Slot slot, long epoch) {
    Slug slug = release.slug().orElseThrow();
    String command = slug.processes().getOrDefault(slot.type(), "");
    return new InstanceSpec(
        key(app),
        slot.type().name(),
        slot.ordinal(),
        release.version().number(),
        epoch,
        new ImageDigest(slug.image().value()),
        command.isEmpty() ? java.util.List.of() : slug.launcher(),
        command.isEmpty() ? Optional.empty() : Optional.of(command),
        environment(app, release, slot.toString()),
        settings.port(),
        limits(),
        settings.grace());
  }

  public AppKey key(App app) {
    return new AppKey(app.id().toString(), app.name().value());
  }

  public Limits limits() {
    return new Limits(settings.memoryBytes(), settings.cpus(), settings.pids());
  }

  /** The release's config, and over it what the platform says: {@code PORT}, {@code DYNO}, … */
  public SortedMap<String, String> environment(App app, Release release, String process) {
    SortedMap<String, String> environment = new TreeMap<>(release.config().plain());
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
