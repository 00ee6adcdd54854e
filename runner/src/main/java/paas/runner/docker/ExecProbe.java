package paas.runner.docker;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import paas.runner.CommandProbe;
import paas.runner.ExecSpec;
import paas.runner.InstanceId;
import paas.runner.engine.Engine;
import paas.runner.engine.EngineUnavailable;
import paas.runner.process.Signal;

/** Runs probes as execs without input; one whose time is up is killed with all that it started. */
final class ExecProbe implements CommandProbe {
  private static final Duration STATUS_AFTER_OUTPUT = Duration.ofSeconds(2);
  private static final Duration BETWEEN = Duration.ofMillis(10);

  private final Engine engine;

  ExecProbe(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Result run(InstanceId id, List<String> words, Duration atMost) {
    var spec = new ExecSpec(id, words, Map.of(), Optional.empty(), Duration.ZERO);
    long end = System.nanoTime() + atMost.toNanos();
    try (ExecLink link = Calls.about(id, () -> ExecLink.open(engine, spec, atMost))) {
      try {
        return run(link, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      } catch (InterruptedException e) {
        link.processes().signal(Signal.KILL);
        Thread.currentThread().interrupt();
        throw new CancellationException("Interrupted while probing " + id.value());
      }
    }
  }

  private static Result run(ExecLink link, Duration atMost) throws InterruptedException {
    var output = new ProbeOutput(link.connection());
    output.start();
    endInput(link);
    Optional<Integer> status = output.ended(atMost) ? status(link) : Optional.empty();
    if (status.isEmpty()) {
      link.processes().signal(Signal.KILL);
    }
    return new Result(status, output.text());
  }

  private static void endInput(ExecLink link) {
    try {
      link.connection().endStdin();
    } catch (IOException e) {
      throw new EngineUnavailable("The Docker engine broke off a probe; it may have restarted.", e);
    }
  }

  /** The engine may note the status a moment after the output has ended. */
  private static Optional<Integer> status(ExecLink link) throws InterruptedException {
    long end = System.nanoTime() + STATUS_AFTER_OUTPUT.toNanos();
    Optional<Integer> code = link.state().flatMap(ExecState::code);
    while (code.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(BETWEEN);
      code = link.state().flatMap(ExecState::code);
    }
    return code;
  }
}
