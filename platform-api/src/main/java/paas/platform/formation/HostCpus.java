package paas.platform.formation;

import java.math.BigDecimal;
import paas.platform.fault.Rejected;
import paas.platform.release.ProcessType;

/** How many CPUs this machine has. */
public record HostCpus(double count) {
  /** Refused with the number. A size's name, {@code xlarge} say, means all of a smaller machine. */
  public void require(ProcessType type, Size size) {
    require(type.name(), " for each instance", size);
  }

  /** The same for a one-off. */
  public void requireOneOff(Size size) {
    require("A one-off", "", size);
  }

  private void require(String who, String each, Size size) {
    size.cpus()
        .filter(wanted -> wanted > count && !Size.NAMED.containsKey(size.text()))
        .ifPresent(wanted -> {
          throw Rejected.invalid(
              "%s cannot have %s CPUs%s: this machine has %s in all."
                  .formatted(who, shown(wanted), each, shown(count)));
        });
  }

  private static String shown(double cpus) {
    return BigDecimal.valueOf(cpus).stripTrailingZeros().toPlainString();
  }
}
