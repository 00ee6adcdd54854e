package paas.platform.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import paas.runner.AttachedProcess;
import paas.runner.OutputSink;
import paas.runner.TerminalSize;
import paas.runner.engine.StdStream;

/** A process that a test plays: prints and exits when told, and remembers what it was given. */
class FakeProcess implements AttachedProcess {
  private record Output(StdStream stream, byte[] bytes) {}

  final List<String> told = new CopyOnWriteArrayList<>();
  final CompletableFuture<byte[]> input = new CompletableFuture<>();
  final CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
  final CompletableFuture<Boolean> closed = new CompletableFuture<>();
  private final ByteArrayOutputStream stdin = new ByteArrayOutputStream();
  private final Semaphore mayTake = new Semaphore(Integer.MAX_VALUE / 2);
  private final Semaphore passed = new Semaphore(0);
  private final LinkedBlockingQueue<Output> output = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  void print(StdStream stream, byte[] bytes) {
    output.add(new Output(stream, bytes));
  }

  void exit(int code) {
    exit.complete(code);
    output.add(new Output(StdStream.STDOUT, new byte[0]));
  }

  int exitCode() {
    return exit.join();
  }

  void stallInput() {
    mayTake.drainPermits();
  }

  void resumeInput() {
    mayTake.release(Integer.MAX_VALUE / 2);
  }

  /** Whether that many pieces of output were taken before the time is up. */
  boolean passedWithin(int pieces, int seconds) throws InterruptedException {
    return passed.tryAcquire(pieces, seconds, TimeUnit.SECONDS);
  }

  @Override
  public OutputStream stdin() {
    return new OutputStream() {
      @Override
      public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        mayTake.acquireUninterruptibly();
        stdin.write(bytes, offset, length);
      }
    };
  }

  @Override
  public void closeStdin() {
    input.complete(stdin.toByteArray());
  }

  @Override
  public void resize(int columns, int rows) {
    told.add("resize " + new TerminalSize(columns, rows));
  }

  @Override
  public void signal(String name) {
    told.add("signal " + name);
    exit(130);
  }

  @Override
  public int await(OutputSink sink) {
    try {
      while (true) {
        Output next = output.take();
        if (next.bytes().length > 0) {
          sink.accept(next.stream(), next.bytes());
          passed.release();
        } else if (exit.isDone()) {
          return exit.join();
        }
      }
    } catch (IOException e) {
      hangup();
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void hangup() {
    hungUp.complete(true);
    exit(129);
  }

  @Override
  public void kill() {
    exit(137);
  }

  @Override
  public void close() {
    closed.complete(true);
  }
}
