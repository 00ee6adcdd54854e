package paas.runner.docker;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import paas.runner.OutputSink;
import paas.runner.engine.FrameReader;
import paas.runner.engine.StdStream;

/**
 * Carries output from the engine to a sink that may be slow, holding back the process at {@link
 * #MOST_AHEAD} bytes. But once the process has ended the engine (moby, {@code StreamConfig.Wait})
 * throws away after 2 seconds what nobody has taken; so then the bound is lifted, and what the
 * engine still holds, a megabyte or so, is taken at once.
 */
final class OutputPump {
  /** How far the engine is read ahead of the sink, in what it takes of the heap. */
  static final int MOST_AHEAD = 256 * 1024;

  /**
   * What a piece takes besides its bytes: the array's head, its news and its place in the queue.
   */
  private static final int PIECE = 64;

  private static final Duration CHECK = Duration.ofMillis(100);

  private final BlockingQueue<News> queue = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(MOST_AHEAD);
  private final BooleanSupplier processGone;

  /** Only the reading thread uses it. For good: waiting once more for each piece takes too long. */
  private boolean lifted;

  OutputPump(BooleanSupplier processGone) {
    this.processGone = processGone;
  }

  /** Where output comes from: it calls the sink until the output ends. */
  @FunctionalInterface
  interface Source {
    void readAll(FrameReader.Sink sink) throws IOException;
  }

  private sealed interface News {
    record Piece(StdStream stream, byte[] bytes) implements News {}

    record End() implements News {}

    record Broken(IOException cause) implements News {}
  }

  /** Reads on a virtual thread of its own, ending in bounded time once its source is closed. */
  void start(Source source) {
    Thread.ofVirtual().name("one-off-output").start(() -> read(source));
  }

  /**
   * Passes everything to the sink. A sink that throws gets no more; the rest is still taken, so
   * that the process can end.
   *
   * @param sinkBroke called at most once
   * @throws IOException when the engine broke off
   */
  void drainTo(OutputSink sink, Runnable sinkBroke) throws IOException, InterruptedException {
    boolean open = true;
    while (true) {
      switch (queue.take()) {
        case News.Piece(StdStream stream, byte[] bytes) -> {
          if (open && !offered(sink, stream, bytes)) {
            open = false;
            sinkBroke.run();
          }
          room.release(PIECE + bytes.length);
        }
        case News.End() -> {
          return;
        }
        case News.Broken(IOException cause) -> throw cause;
      }
    }
  }

  private static boolean offered(OutputSink sink, StdStream stream, byte[] bytes) {
    try {
      sink.accept(stream, bytes);
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  private void read(Source source) {
    try {
      source.readAll(this::add);
      queue.add(new News.End());
    } catch (IOException e) {
      queue.add(new News.Broken(e));
    }
  }

  private void add(StdStream stream, byte[] bytes) throws IOException {
    try {
      int size = PIECE + bytes.length;
      while (!lifted && !room.tryAcquire(size, CHECK.toMillis(), TimeUnit.MILLISECONDS)) {
        lifted = processGone.getAsBoolean();
      }
      queue.add(new News.Piece(stream, bytes));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while holding back output", e);
    }
  }
}
