package paas.runner.docker;

import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import paas.runner.CommandProbe;
import paas.runner.InstanceId;
import paas.runner.engine.Engine;
import paas.runner.engine.Hijacked;

/**
 * Runs probes by the engine's exec. The engine has no way to end an exec, so one whose time is up
 * is killed through its process id, with all that it started.
 */
final class ExecProbe implements CommandProbe {
  private static final Duration STATUS_AFTER_OUTPUT = Duration.ofSeconds(2);
  private static final Duration BETWEEN = Duration.ofMillis(10);

  private final Engine engine;

  ExecProbe(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Result run(InstanceId id, List<String> words, Duration atMost) {
    String exec = Calls.about(id, () -> create(id, words));
    try (Hijacked connection = Calls.about(id, () -> engine.hijack(start(exec)))) {
      var output = new ProbeOutput(connection);
      output.start();
      Optional<Integer> status = output.ended(atMost) ? status(exec) : Optional.empty();
      if (status.isEmpty()) {
        kill(exec);
      }
      return new Result(status, output.text());
    } catch (InterruptedException e) {
      kill(exec);
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while probing " + id.value());
    }
  }

  private String create(InstanceId id, List<String> words) {
    return engine
        .client()
        .execCreateCmd(id.value())
        .withAttachStdout(true)
        .withAttachStderr(true)
        .withCmd(words.toArray(String[]::new))
        .exec()
        .getId();
  }

  private static Request start(String exec) {
    return Request.builder()
        .method(Request.Method.POST)
        .path("/exec/" + exec + "/start")
        .putHeader("Content-Type", "application/json")
        .bodyBytes("{\"Detach\":false,\"Tty\":false}".getBytes(StandardCharsets.UTF_8))
        .build();
  }

  /** The engine may note the status a moment after the output has ended. */
  private Optional<Integer> status(String exec) throws InterruptedException {
    long end = System.nanoTime() + STATUS_AFTER_OUTPUT.toNanos();
    while (System.nanoTime() < end) {
      InspectExecResponse found = inspect(exec);
      if (!Boolean.TRUE.equals(found.isRunning())) {
        return Optional.ofNullable(found.getExitCodeLong()).map(Long::intValue);
      }
      Thread.sleep(BETWEEN);
    }
    return Optional.empty();
  }

  private void kill(String exec) {
    InspectExecResponse found = inspect(exec);
    if (Boolean.TRUE.equals(found.isRunning())) {
      Optional.ofNullable(found.getPidLong())
          .filter(pid -> pid > 0)
          .flatMap(ProcessHandle::of)
          .ifPresent(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
          });
    }
  }

  private InspectExecResponse inspect(String exec) {
    return Calls.ask(() -> engine.client().inspectExecCmd(exec).exec());
  }
}
