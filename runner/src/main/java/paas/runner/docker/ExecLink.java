package paas.runner.docker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import paas.runner.EngineRefused;
import paas.runner.ExecSpec;
import paas.runner.engine.Engine;
import paas.runner.engine.Hijacked;
import paas.runner.process.ProcessSession;

/**
 * One exec of the engine (Docker API, ContainerExec): its id, its connection, and its processes.
 * The engine's init of an exec calls setsid(2), with a TTY and without, so it leads a session.
 */
record ExecLink(Engine engine, String id, Hijacked connection, ProcessSession processes)
    implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(10);

  /** {@code start}: how long the engine may take to start it. */
  static ExecLink open(Engine engine, ExecSpec spec, Duration start) {
    String id = create(engine, spec);
    Hijacked connection = engine.hijack(start(id, spec.terminal().isPresent()));
    try {
      return new ExecLink(
          engine,
          id,
          connection,
          new ProcessSession(pid(engine, id, start), spec.instance().value()));
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static String create(Engine engine, ExecSpec spec) {
    List<String> env = new ArrayList<>();
    spec.env().forEach((key, value) -> env.add(key + "=" + value));
    return engine
        .client()
        .execCreateCmd(spec.instance().value())
        .withCmd(spec.command().toArray(String[]::new))
        .withEnv(env)
        .withTty(spec.terminal().isPresent())
        .withAttachStdin(true)
        .withAttachStdout(true)
        .withAttachStderr(true)
        .withPrivileged(false)
        .exec()
        .getId();
  }

  private static Request start(String id, boolean terminal) {
    String body =
        JsonNodeFactory.instance.objectNode().put("Detach", false).put("Tty", terminal).toString();
    return Request.builder()
        .method(Request.Method.POST)
        .path("/exec/" + id + "/start")
        .putHeader("Content-Type", "application/json")
        .bodyBytes(body.getBytes(StandardCharsets.UTF_8))
        .build();
  }

  /** The engine hands the connection over before it starts the process. */
  private static long pid(Engine engine, String id, Duration start) {
    Instant deadline = Instant.now().plus(start);
    Optional<ExecState> state = state(engine, id);
    while (state.isPresent() && !state.get().begun()) {
      if (Instant.now().isAfter(deadline) || Thread.currentThread().isInterrupted()) {
        throw new EngineRefused(
            "Docker did not start the process within " + start.toSeconds() + " s; try again.",
            500,
            new IllegalStateException(id));
      }
      Pause.of(PAUSE);
      state = state(engine, id);
    }
    return state.map(ExecState::pid).orElse(0L);
  }

  /** Empty when the container has ended or is gone, and the exec with it. */
  Optional<ExecState> state() {
    return state(engine, id);
  }

  static Optional<ExecState> state(Engine engine, String id) {
    return Calls.ask(() -> {
      try {
        return Optional.of(ExecState.of(engine.client().inspectExecCmd(id).exec()));
      } catch (NotFoundException | ConflictException ended) {
        return Optional.empty();
      }
    });
  }

  void resize(int columns, int rows) {
    engine.client().resizeExecCmd(id).withSize(rows, columns).exec();
  }

  @Override
  public void close() {
    connection.close();
  }
}
