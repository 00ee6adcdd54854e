package paas.platform.check;

import java.util.List;

/** The twelve factors, in their order, over one app's evidence. */
public final class TwelveFactors {
  private static final List<Factor> ALL =
      List.of(
          new Codebase(),
          new DeclaredDependencies(),
          new ConfigInEnvironment(),
          new BackingServices(),
          new BuildReleaseRun(),
          new StatelessProcesses(),
          new PortBinding(),
          new Concurrency(),
          new Disposability(),
          new Parity(),
          new LogsAsStreams(),
          new AdminProcesses());

  private TwelveFactors() {}

  public static List<FactorReport> check(Evidence evidence) {
    return ALL.stream().map(factor -> factor.look(evidence)).toList();
  }
}
