package paas.platform.api;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.release.ImageDigest;
import paas.platform.store.BuildOrder;
import paas.platform.store.BuildQueue;
import paas.platform.store.BuildRecord;

/** Builds that have output and can be cancelled; those that are ordered stand in line for ever. */
final class FakeBuilds implements BuildAccess {
  final List<UUID> cancelled = new CopyOnWriteArrayList<>();
  Optional<BuildQueue> queue = Optional.empty();
  final Set<ImageDigest> gone = ConcurrentHashMap.newKeySet();
  final List<AppId> purged = new CopyOnWriteArrayList<>();
  final Map<UUID, String> outputs = new ConcurrentHashMap<>();

  @Override
  public void cancel(AppId app, UUID build) {
    cancelled.add(build);
  }

  @Override
  public BuildRecord order(App app, BuildOrder order, String version, String by) {
    return queue.orElseThrow().add(app.id(), order, version, by, Instant.now());
  }

  @Override
  public boolean underWay(UUID build) {
    return false;
  }

  @Override
  public boolean hasImage(ImageDigest image) {
    return !gone.contains(image);
  }

  @Override
  public void purgeCache(App app) {
    purged.add(app.id());
  }

  @Override
  public Optional<InputStream> output(UUID build) {
    return Optional.ofNullable(outputs.get(build))
        .map(text -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
