package paas.runner.docker;

import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.runner.AttachedProcess;
import paas.runner.ExecSpec;
import paas.runner.OutputSink;
import paas.runner.TerminalSize;
import paas.runner.engine.EngineUnavailable;
import paas.runner.engine.FrameReader;
import paas.runner.process.Signal;

/**
 * One process beside those of an instance. The engine cannot signal an exec, and one whose client
 * is gone goes on; so its processes are signalled from the host, which works in any image and in a
 * container that has no room left for one more process.
 */
final class AttachedExec implements AttachedProcess {
  private static final Logger log = LoggerFactory.getLogger(AttachedExec.class);
  private static final Duration LOOK = Duration.ofMillis(20);

  /** How long the engine may take to say how a process ended that is gone. */
  private static final Duration NEWS = Duration.ofSeconds(5);

  /** 128 and SIGKILL: what ends with its container is killed by the kernel. */
  private static final int KILLED = 137;

  private final ExecSpec spec;
  private final ExecLink link;

  AttachedExec(ExecSpec spec, ExecLink link) {
    this.spec = spec;
    this.link = link;
  }

  @Override
  public OutputStream stdin() {
    return link.connection().stdin();
  }

  @Override
  public void closeStdin() throws IOException {
    link.connection().endStdin();
  }

  @Override
  public void resize(int columns, int rows) {
    if (spec.terminal().isEmpty()) {
      return;
    }
    var size = new TerminalSize(columns, rows);
    try {
      link.resize(size.columns(), size.rows());
    } catch (DockerException ended) {
      log.debug("No resize in {}: it has ended", spec, ended);
    }
  }

  @Override
  public void signal(String name) {
    Signal signal =
        Signal.named(name)
            .orElseThrow(() -> new IllegalArgumentException("Not a signal that can be sent"));
    link.processes().signal(signal);
  }

  @Override
  public int await(OutputSink sink) {
    var pump = new OutputPump(() -> !link.processes().leads());
    pump.start(this::readOutput);
    try {
      pump.drainTo(sink, this::hangup);
      int code = exitCode();
      close();
      return code;
    } catch (IOException e) {
      close();
      throw new EngineUnavailable(
          "The Docker engine broke off the output of a process; it may have restarted.", e);
    } catch (InterruptedException e) {
      hangup();
      link.close();
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while waiting for a process");
    }
  }

  private void readOutput(FrameReader.Sink sink) throws IOException {
    InputStream output = link.connection().output();
    if (spec.terminal().isPresent()) {
      FrameReader.raw(output, sink);
    } else {
      FrameReader.frames(output, sink);
    }
  }

  /** Its output may end before it does. */
  private int exitCode() throws InterruptedException {
    Optional<ExecState> state = link.state();
    Optional<Instant> gone = Optional.empty();
    while (state.isPresent() && state.get().code().isEmpty()) {
      if (gone.isEmpty() && !link.processes().leads()) {
        gone = Optional.of(Instant.now());
      }
      if (gone.isPresent() && gone.get().plus(NEWS).isBefore(Instant.now())) {
        return KILLED;
      }
      Thread.sleep(LOOK);
      state = link.state();
    }
    return state.flatMap(ExecState::code).orElse(KILLED);
  }

  @Override
  public void hangup() {
    Thread.ofVirtual().name("exec-hangup").start(this::endSoftly);
  }

  private void endSoftly() {
    try {
      Hangup.end(link.processes(), spec.grace());
    } catch (RuntimeException e) {
      log.warn("Could not hang up a process in {}", spec, e);
    }
  }

  @Override
  public void kill() {
    link.processes().signal(Signal.KILL);
  }

  /** What has ended by itself may leave others behind, as a shell's {@code nohup} does. */
  @Override
  public void close() {
    if (link.processes().leads()) {
      kill();
    }
    link.close();
  }
}
