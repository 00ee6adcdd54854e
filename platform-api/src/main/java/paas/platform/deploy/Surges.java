package paas.platform.deploy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import paas.platform.formation.Formation;
import paas.platform.formation.HostMemory;
import paas.platform.formation.ProcessSettings;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseVersion;

/**
 * How many new instances may stand beside the old ones: what the owner set, else all where the
 * memory allows it, else one at a time. Decided once for each release, and between deploys once for
 * each change of the formation, so that neither a deploy nor a restart changes its way in the
 * middle, and a turn with no news does not ask for the memory.
 */
final class Surges {
  private static final int ONE_BY_ONE = 1;

  private final HostMemory.Gauge memory;

  /** In bytes, of an instance whose size says nothing of memory. */
  private final long standard;

  private Optional<ReleaseVersion> decidedFor = Optional.empty();
  private Formation decidedOn = Formation.EMPTY;
  private Map<ProcessType, Integer> decided = Map.of();

  Surges(HostMemory.Gauge memory, long standard) {
    this.memory = memory;
    this.standard = standard;
  }

  Map<ProcessType, Integer> of(AppIntent intent) {
    Optional<ReleaseVersion> candidate = intent.candidate().map(Release::version);
    boolean another = candidate.isEmpty() && !intent.formation().equals(decidedOn);
    if (another || !candidate.equals(decidedFor)) {
      decided = decide(candidate.isPresent() ? intent.woken() : intent.formation());
      decidedFor = candidate;
      decidedOn = intent.formation();
    }
    return decided;
  }

  private Map<ProcessType, Integer> decide(Formation formation) {
    boolean fits = needed(formation) <= memory.read().available();
    Map<ProcessType, Integer> surges = new HashMap<>();
    formation
        .quantities()
        .keySet()
        .forEach(type -> {
          Optional<Integer> standing = fits ? Optional.empty() : Optional.of(ONE_BY_ONE);
          formation.settings(type).surge().or(() -> standing).ifPresent(s -> surges.put(type, s));
        });
    return Map.copyOf(surges);
  }

  /** In MiB, of a whole second set of instances. */
  private long needed(Formation formation) {
    return formation.quantities().entrySet().stream()
        .mapToLong(e -> e.getValue() * memoryOf(formation.settings(e.getKey())))
        .sum();
  }

  private long memoryOf(ProcessSettings settings) {
    return settings.size().memory().orElse(standard >> 20);
  }
}
