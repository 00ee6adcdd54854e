package paas.platform.api;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import paas.platform.app.App;
import paas.platform.app.AppId;

/** Builds that have output and can be cancelled. */
final class FakeBuilds implements BuildAccess {
  final List<UUID> cancelled = new CopyOnWriteArrayList<>();
  final List<AppId> purged = new CopyOnWriteArrayList<>();
  final Map<UUID, String> outputs = new ConcurrentHashMap<>();

  @Override
  public void cancel(AppId app, UUID build) {
    cancelled.add(build);
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
