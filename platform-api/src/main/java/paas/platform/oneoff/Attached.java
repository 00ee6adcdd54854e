package paas.platform.oneoff;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.IntConsumer;
import paas.runner.OneOff;
import paas.runner.engine.StdStream;

/**
 * A running one-off with its user attached. One thread awaits it, another may feed it; any may
 * resize, signal or hang it up. Closing ends it.
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

  private final OneOff oneOff;
  private final boolean terminal;
  private final IntConsumer ended;

  Attached(OneOff oneOff, boolean terminal, IntConsumer ended) {
    this.oneOff = oneOff;
    this.terminal = terminal;
    this.ended = ended;
  }

  /** Passes output on until the process has ended; returns its exit code. To be called once. */
  public int await(Sink sink) {
    int code =
        EngineFaults.translated(
            () -> oneOff.await((stream, bytes) -> sink.accept(stream == StdStream.STDERR, bytes)));
    ended.accept(code);
    return code;
  }

  public void feed(byte[] bytes) throws IOException {
    OutputStream stdin = oneOff.stdin();
    stdin.write(bytes);
    stdin.flush();
  }

  public void endInput() throws IOException {
    if (terminal) {
      feed(new byte[] {END_OF_TRANSMISSION});
    } else {
      oneOff.closeStdin();
    }
  }

  public void resize(Window window) {
    oneOff.resize(window.columns(), window.lines());
  }

  /** By its name without SIG. */
  public void signal(String name) {
    oneOff.signal(name);
  }

  /** Its user is gone. Returns at once. */
  public void hangUp() {
    oneOff.hangup();
  }

  @Override
  public void close() {
    oneOff.close();
  }
}
