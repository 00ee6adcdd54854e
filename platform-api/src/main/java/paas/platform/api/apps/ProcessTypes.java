package paas.platform.api.apps;

import jakarta.inject.Singleton;
import java.util.SortedSet;
import java.util.TreeSet;
import paas.platform.app.App;
import paas.platform.fault.Rejected;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.store.FormationStore;
import paas.platform.store.ReleaseStore;

/** The process types that requests for an app can be led to. */
@Singleton
final class ProcessTypes {
  private final ReleaseStore releases;
  private final FormationStore formations;

  ProcessTypes(ReleaseStore releases, FormationStore formations) {
    this.releases = releases;
    this.formations = formations;
  }

  /** Whether the app has a release whose Procfile tells them. */
  boolean areKnown(App app) {
    return releases.serving(app.id()).flatMap(Release::slug).isPresent();
  }

  /**
   * One of the process types of the app's live release, or of its formation before there is one.
   */
  ProcessType named(App app, String name) {
    SortedSet<ProcessType> types =
        new TreeSet<>(
            releases
                .serving(app.id())
                .flatMap(Release::slug)
                .map(slug -> slug.processes().keySet())
                .orElseGet(() -> formations.of(app.id()).quantities().keySet()));
    types.remove(ProcessType.RELEASE);
    return types.stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            Rejected.invalid(
                "App '%s' has no process type '%s'; it has %s. Add a line to its Procfile and push."
                    .formatted(
                        app.name(),
                        new ProcessType(name),
                        String.join(", ", types.stream().map(ProcessType::name).toList()))));
  }
}
