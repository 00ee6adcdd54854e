package paas.platform.check;

import java.util.List;

/** IV: backing services are attached by an address in the config. */
final class BackingServices implements Factor {
  @Override
  public int number() {
    return 4;
  }

  @Override
  public String name() {
    return "Backing services";
  }

  @Override
  public FactorReport look(Evidence evidence) {
    List<Finding> findings =
        evidence.config().loopback().stream()
            .map(key ->
                new Finding(
                    key + " points to the instance itself (localhost)",
                    "Set the service's own address: paas config:set " + key + "=…"))
            .toList();
    List<String> services = evidence.config().services();
    return judge(
        findings,
        services.isEmpty()
            ? "none attached by config"
            : "attached: " + String.join(", ", services));
  }
}
