package paas.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import paas.platform.fault.Unavailable;

/** Keeps a second paasd out of one {@code PAAS_HOME}; the kernel frees it when we die. */
final class HomeLock implements AutoCloseable {
  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  static HomeLock take(Path home) {
    Path file = home.resolve("lock");
    try {
      Files.createDirectories(home);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw new Unavailable(
            "Another paasd runs on "
                + home
                + ": stop it (bin/down), or set PAAS_HOME to another directory.");
      }
      return new HomeLock(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("The lock file " + file + " cannot be taken", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
