package paas.builder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The engine's BuildKit, which the test processes share: its bounds hold for all Dockerfile builds
 * at a time, so a test of them has it alone. A process may have any number of turns.
 */
final class EngineTurn implements AutoCloseable {
  private static final Path FILE = Path.of("target", "engine.lock");
  private static @Nullable FileLock held;
  private static int turns;

  private EngineTurn() {}

  /** Waits while another process has it alone. */
  static EngineTurn shared() throws IOException {
    return take(true);
  }

  /** Waits until no other process has a turn; those that begin in this one meanwhile are part. */
  static synchronized EngineTurn alone() throws IOException {
    if (turns > 0) {
      throw new IllegalStateException("This process has a turn that others may share");
    }
    return take(false);
  }

  private static synchronized EngineTurn take(boolean shared) throws IOException {
    if (turns == 0) {
      FileChannel channel =
          FileChannel.open(
              FILE, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      held = channel.lock(0, Long.MAX_VALUE, shared);
    }
    turns++;
    return new EngineTurn();
  }

  @Override
  public void close() {
    synchronized (EngineTurn.class) {
      turns--;
      if (turns == 0) {
        try {
          Objects.requireNonNull(held).acquiredBy().close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
