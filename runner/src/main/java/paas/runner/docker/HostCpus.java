package paas.runner.docker;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import paas.runner.engine.Engine;

/** How many CPUs the engine's host has, asked once: the engine refuses limits above it. */
final class HostCpus {
  private final Engine engine;
  private final AtomicReference<Optional<Integer>> known = new AtomicReference<>(Optional.empty());

  HostCpus(Engine engine) {
    this.engine = engine;
  }

  double atMost(double wanted) {
    return Math.min(wanted, known.get().orElseGet(this::ask));
  }

  private int ask() {
    int cpus = Calls.ask(engine::info).cpus();
    known.set(Optional.of(cpus));
    return cpus;
  }
}
