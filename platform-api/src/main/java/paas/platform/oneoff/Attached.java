package paas.platform.oneoff;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.IntConsumer;
import paas.runner.AttachedProcess;
import paas.runner.engine.StdStream;

/**
 * A running process with its user attached: a one-off, or something in an instance. One thread
 * awaits it, another may feed it; any may resize, signal or hang it up. Closing ends it.
 */
public final class Attached implements AutoCloseable {
  /** What a terminal takes for the end of input. */
  private static final byte END_OF_TRANSMISSION = 4;

  /** Takes output in order; may block, and then holds the process back. */
  @FunctionalInterface
  public interface Sink {
    /** Throws when nobody reads any more. */
    void accept(boolean error, byte[] bytes) throws IOException;
  }

  private final AttachedProcess process;
  private final boolean terminal;
  private final IntConsumer ended;
  private final Runnable closed;

  /**
   * {@code ended} is told the exit code, where it is known; {@code closed} is called at every close
   * and must be idempotent.
   */
  public Attached(AttachedProcess process, boolean terminal, IntConsumer ended, Runnable closed) {
    this.process = process;
    this.terminal = terminal;
    this.ended = ended;
    this.closed = closed;
  }

  /** Passes output on until the process has ended; returns its exit code. To be called once. */
  public int await(Sink sink) {
    int code =
        EngineFaults.translated(
            () -> process.await((stream, bytes) -> sink.accept(stream == StdStream.STDERR, bytes)));
    ended.accept(code);
    return code;
  }

  public void feed(byte[] bytes) throws IOException {
    OutputStream stdin = process.stdin();
    stdin.write(bytes);
    stdin.flush();
  }

  public void endInput() throws IOException {
    if (terminal) {
      feed(new byte[] {END_OF_TRANSMISSION});
    } else {
      process.closeStdin();
    }
  }

  public void resize(Window window) {
    process.resize(window.columns(), window.lines());
  }

  /** By its name without SIG. */
  public void signal(String name) {
    process.signal(name);
  }

  /** Its user is gone. Returns at once. */
  public void hangUp() {
    process.hangup();
  }

  @Override
  public void close() {
    try {
      process.close();
    } finally {
      closed.run();
    }
  }
}
