package paas.platform.collect;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import paas.platform.app.AppId;
import paas.platform.build.BuildLog;
import paas.platform.store.BuildRecord;
import paas.platform.store.BuildStore;

/** The output of builds that are old, or of apps that are no more; the builds stay listed. */
final class OldOutputs implements Collectable {
  private final BuildLog outputs;
  private final BuildStore builds;
  private final Retention retention;
  private final InstantSource clock;

  OldOutputs(BuildLog outputs, BuildStore builds, Retention retention, InstantSource clock) {
    this.outputs = outputs;
    this.builds = builds;
    this.retention = retention;
    this.clock = clock;
  }

  /** A build is stored before its output begins. */
  @Override
  public Collected collect() {
    Instant before = retention.before(clock.instant());
    Map<AppId, Set<UUID>> newest = new HashMap<>();
    List<Reclaimed> reclaimed = new ArrayList<>();
    for (UUID id : outputs.kept()) {
      Optional<BuildRecord> build = builds.find(id);
      boolean old =
          build.isEmpty()
              || (build.get().createdAt().isBefore(before)
                  && !newest.computeIfAbsent(build.get().app(), this::newest).contains(id));
      if (old) {
        long bytes = outputs.delete(id);
        reclaimed.add(
            new Reclaimed(build.map(BuildRecord::app), Reclaimed.Kind.BUILD_OUTPUT, 1, bytes));
      }
    }
    return Collected.all(reclaimed);
  }

  private Set<UUID> newest(AppId app) {
    return builds.of(app, retention.newest()).stream()
        .map(BuildRecord::id)
        .collect(Collectors.toSet());
  }
}
