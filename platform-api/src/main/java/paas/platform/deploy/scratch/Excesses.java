package paas.platform.deploy.scratch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import paas.runner.InstanceId;

/** Who was ended for what they had written, of the last thousand. Thread-safe. */
public final class Excesses {
  private static final int MOST = 1_000;

  private final Map<InstanceId, Excess> known =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InstanceId, Excess> eldest) {
          return size() > MOST;
        }
      }; // guarded by this

  /** False where that was known already. */
  public synchronized boolean add(InstanceId id, Excess excess) {
    return known.putIfAbsent(id, excess) == null;
  }

  public synchronized Optional<Excess> of(InstanceId id) {
    return Optional.ofNullable(known.get(id));
  }
}
