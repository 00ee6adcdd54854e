package paas.platform.deploy.disks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import paas.platform.app.AppId;
import paas.platform.storage.VolumeName;

/** The volumes that are nobody's yet because they are being made. Thread-safe; nothing blocks. */
final class Making {
  private record One(AppId app, VolumeName name) {}

  private final Map<UUID, One> all = new LinkedHashMap<>(); // guarded by this

  /** Those of the app that were begun before this one, and go on. */
  synchronized Map<UUID, VolumeName> begin(UUID id, AppId app, VolumeName name) {
    Map<UUID, VolumeName> earlier =
        all.entrySet().stream()
            .filter(one -> one.getValue().app().equals(app))
            .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().name()));
    all.put(id, new One(app, name));
    return earlier;
  }

  synchronized void end(UUID id) {
    all.remove(id);
  }

  synchronized boolean contains(UUID id) {
    return all.containsKey(id);
  }
}
