package paas.platform.formation;

import java.util.Map;
import java.util.Optional;
import paas.platform.fault.Rejected;

/** What this machine can let a process have at most; what is not in it has no bound. */
public record HardLimits(Map<Ulimit.Kind, Long> most) {
  public HardLimits {
    most = Map.copyOf(most);
  }

  /** Refused with what would do. */
  public void require(Ulimits wanted) {
    for (Ulimit ulimit : wanted.each()) {
      Optional.ofNullable(most.get(ulimit.kind()))
          .filter(bound -> Ulimit.size(ulimit.hard()) > Ulimit.size(bound))
          .ifPresent(bound -> {
            throw Rejected.invalid(
                "%s cannot be %s: this machine allows %s at most. Choose less, raise the machine's own limit, or try it with --force."
                    .formatted(ulimit.kind(), Ulimit.shown(ulimit.hard()), Ulimit.shown(bound)));
          });
    }
  }

  /** Reads them anew at each call. */
  @FunctionalInterface
  public interface Gauge {
    HardLimits read();
  }
}
