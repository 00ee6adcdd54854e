package paas.runner.docker;

import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.runner.InstanceId;
import paas.runner.NoSuchContainer;
import paas.runner.OneOff;
import paas.runner.OneOffSpec;
import paas.runner.OutputSink;
import paas.runner.TerminalSize;
import paas.runner.engine.EngineUnavailable;
import paas.runner.engine.FrameReader;

/** One attached one-off: its connection, its exit, and the ways to end it. */
final class AttachedOneOff implements OneOff {
  private static final Logger log = LoggerFactory.getLogger(AttachedOneOff.class);
  private static final Set<String> SIGNALS =
      Set.of("HUP", "INT", "QUIT", "KILL", "USR1", "USR2", "TERM", "CONT", "STOP", "TSTP", "WINCH");

  private final Containers containers;
  private final OneOffSpec spec;
  private final StartedOneOff started;
  private final TimeLimits.Limit limit;

  AttachedOneOff(
      Containers containers, OneOffSpec spec, StartedOneOff started, TimeLimits.Limit limit) {
    this.containers = containers;
    this.spec = spec;
    this.started = started;
    this.limit = limit;
  }

  @Override
  public InstanceId id() {
    return started.id();
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public OutputStream stdin() {
    return started.link().connection().stdin();
  }

  @Override
  public void closeStdin() throws IOException {
    started.link().connection().endStdin();
  }

  @Override
  public void resize(int columns, int rows) {
    if (spec.terminal().isEmpty()) {
      return;
    }
    var size = new TerminalSize(columns, rows);
    try {
      containers
          .engine()
          .client()
          .resizeContainerCmd(id().value())
          .withSize(size.rows(), size.columns())
          .exec();
    } catch (DockerException ended) {
      log.debug("No resize of {}: it has ended", name(), ended);
    }
  }

  @Override
  public void signal(String signal) {
    if (!SIGNALS.contains(signal)) {
      throw new IllegalArgumentException("Not a signal that can be sent: one of " + SIGNALS);
    }
    containers.signal(id(), signal);
  }

  @Override
  public int await(OutputSink sink) {
    var pump = new OutputPump(started.init()::gone);
    pump.start(this::readOutput);
    try {
      pump.drainTo(sink, this::hangup);
      int code = started.link().exitCode();
      close();
      return code;
    } catch (IOException e) {
      close();
      throw new EngineUnavailable(
          "The Docker engine broke off the output of " + name() + "; it may have restarted.", e);
    } catch (InterruptedException e) {
      hangup();
      started.link().close();
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while waiting for " + name());
    }
  }

  @Override
  public void hangup() {
    Thread.ofVirtual().name("one-off-hangup").start(this::endSoftly);
  }

  @Override
  public void kill() {
    containers.signal(id(), "KILL");
  }

  /** Where the engine cannot be reached its time is up, and it ends once the engine is back. */
  @Override
  public void close() {
    started.link().close();
    try {
      containers.remove(id());
      limit.lift();
    } catch (RuntimeException e) {
      log.warn("Could not remove one-off {}: {}", name(), e.getMessage());
      limit.reachNow();
    }
  }

  private void readOutput(FrameReader.Sink sink) throws IOException {
    InputStream output = started.link().connection().output();
    if (spec.terminal().isPresent()) {
      FrameReader.raw(output, sink);
    } else {
      FrameReader.frames(output, sink);
    }
  }

  private void endSoftly() {
    try {
      if (containers.signal(id(), "HUP") && containers.awaitExit(id(), spec.grace()).isEmpty()) {
        kill();
      }
    } catch (NoSuchContainer ended) {
      log.debug("{} ended on SIGHUP", name(), ended);
    } catch (RuntimeException e) {
      log.warn("Could not hang up one-off {}; it is stopped once the engine lets us", name(), e);
      limit.reachNow();
    }
  }
}
