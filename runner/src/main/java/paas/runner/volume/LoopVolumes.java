package paas.runner.volume;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import paas.runner.VolumeFailed;
import paas.runner.VolumeId;
import paas.runner.VolumeUse;
import paas.runner.Volumes;

/**
 * Volumes as loop-mounted files: {@code <home>/<id>.img} is mounted at {@code <home>/<id>}, and
 * containers get the directory {@code data} in it, which is there only while it is mounted.
 */
public final class LoopVolumes implements Volumes {
  /** What new volumes leave to the host: builds are refused below 1 GiB, logs go on growing. */
  private static final long LEFT_TO_THE_HOST = 4L << 30;

  private static final String DATA = "data";
  private static final Duration LETTING_GO = Duration.ofSeconds(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Path home;

  /** Whether this process may grow a file system that is mounted. */
  private final BooleanSupplier growMounted;

  private final HostTool tool = new HostTool();

  /**
   * Held while the host's programs work: two mounts of one file at once would be two file systems
   * that write to it. They take milliseconds, and only the first start after a boot waits for them;
   * only a growth at rest takes as long as the copy of a volume does.
   */
  private final ReentrantLock mounting = new ReentrantLock();

  /** {@code home} is made when the first volume is, in a directory that is there. */
  public LoopVolumes(Path home) {
    this(home, Privileges::sysResource);
  }

  LoopVolumes(Path home, BooleanSupplier growMounted) {
    this.home = home.toAbsolutePath();
    this.growMounted = growMounted;
  }

  @Override
  public long available() {
    try {
      Path existing = Files.isDirectory(home) ? home : home.resolveSibling(".");
      return Files.getFileStore(existing).getUsableSpace() - LEFT_TO_THE_HOST;
    } catch (IOException e) {
      throw new VolumeFailed("Cannot see how much room is at " + home + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void create(VolumeId id, long bytes) {
    requireRoot();
    mounting.lock();
    boolean made = false;
    try {
      Files.createDirectories(
          home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      if (bytes > available()) {
        throw new VolumeFailed(
            "There is no room for volume " + id.value() + " any more.",
            new IllegalStateException("disk"));
      }
      String file = file(id).toString();
      String purpose = "Making volume " + id.value();
      tool.run(purpose, "fallocate", "-l", Long.toString(bytes), file);
      tool.run(purpose, "mkfs.ext4", "-q", "-F", "-m", "0", "-E", "nodiscard", file);
      mount(id);
      Files.createDirectory(data(id));
      // Without it nothing can be mounted, and a power cut may come before the kernel writes it.
      tool.run(purpose, "sync", "-f", directory(id).toString());
      made = true;
    } catch (IOException e) {
      throw new VolumeFailed("Making volume " + id.value() + " failed: " + e.getMessage(), e);
    } finally {
      if (!made) {
        takeAway(id);
      }
      mounting.unlock();
    }
  }

  @Override
  public long growth(VolumeId id, long bytes) {
    try {
      long more = bytes - Files.size(file(id));
      return more <= 0 || growMounted.getAsBoolean() ? Math.max(0, more) : bytes;
    } catch (IOException e) {
      throw new VolumeFailed("Looking at volume " + id.value() + " failed: " + e.getMessage(), e);
    }
  }

  @Override
  public void grow(VolumeId id, long bytes) {
    requireRoot();
    open(id);
    mounting.lock();
    try {
      String purpose = "Growing volume " + id.value();
      Growth growth = new Growth(tool, purpose, file(id));
      String device = device(purpose, file(id));
      if (!growth.isDone(device, bytes)) {
        if (growMounted.getAsBoolean()) {
          requireRoom(id, growth(id, bytes));
          growth.mounted(device, bytes);
        } else {
          requireRoom(id, Math.max(bytes, Files.size(file(id))));
          growAtRest(id, purpose, growth, bytes);
        }
      }
    } catch (IOException e) {
      throw new VolumeFailed("Growing volume " + id.value() + " failed: " + e.getMessage(), e);
    } finally {
      mounting.unlock();
    }
  }

  private void requireRoom(VolumeId id, long taken) {
    if (taken > available()) {
      throw new VolumeFailed(
          "There is no room for volume " + id.value() + " to grow any more.",
          new IllegalStateException("disk"));
    }
  }

  /** Where this process lacks what the kernel asks for a file system in use. */
  private void growAtRest(VolumeId id, String purpose, Growth growth, long bytes)
      throws IOException {
    tool.run(purpose, "umount", directory(id).toString());
    try {
      if (!isLetGo(purpose, file(id))) {
        throw new VolumeFailed(
            purpose
                + " failed: it is in use, and this machine lets nobody grow it then. First take it from the app (paas storage:unmount), and wait until its old instances have stopped.",
            new IllegalStateException("in use"));
      }
      growth.atRest(copy(id), bytes);
    } finally {
      mount(id);
    }
  }

  /** A container that is being started has all mounts of this machine for a moment. */
  private boolean isLetGo(String purpose, Path file) {
    long end = System.nanoTime() + LETTING_GO.toNanos();
    while (!device(purpose, file).isEmpty()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
    return true;
  }

  /** That of the loop device which the file is behind; empty when there is none. */
  private String device(String purpose, Path file) {
    return tool.run(purpose, "losetup", "-n", "-O", "NAME", "-j", file.toString()).strip();
  }

  @Override
  public Path open(VolumeId id) {
    if (Files.isDirectory(data(id))) {
      return data(id);
    }
    mounting.lock();
    try {
      if (!Files.isDirectory(data(id))) {
        requireRoot();
        mount(id);
      }
      return data(id);
    } catch (IOException e) {
      throw new VolumeFailed("Mounting volume " + id.value() + " failed: " + e.getMessage(), e);
    } finally {
      mounting.unlock();
    }
  }

  /** One that containers still hold is the same file system again: losetup finds its device. */
  private void mount(VolumeId id) throws IOException {
    String file = file(id).toString();
    String purpose = "Mounting volume " + id.value();
    if (!Files.isRegularFile(file(id))) {
      throw new VolumeFailed(
          "The file of volume %s is missing: %s. Put it back from a backup, or destroy the volume."
              .formatted(id.value(), file),
          new IllegalStateException(file));
    }
    Files.createDirectories(directory(id));
    if (device(purpose, file(id)).isEmpty()) {
      Files.deleteIfExists(copy(id)); // What a kill left of a growth.
      Check.quick(tool, purpose, file(id));
    }
    String directory = directory(id).toString();
    tool.run(purpose, "mount", "-t", "ext4", "-o", "loop,nosuid,nodev", file, directory);
  }

  @Override
  public Optional<VolumeUse> use(VolumeId id) {
    try {
      FileStore store = Files.getFileStore(open(id));
      return Optional.of(
          new VolumeUse(
              store.getTotalSpace(), store.getTotalSpace() - store.getUnallocatedSpace()));
    } catch (IOException | VolumeFailed e) {
      return Optional.empty();
    }
  }

  @Override
  public void remove(VolumeId id) {
    mounting.lock();
    try {
      takeAway(id);
    } finally {
      mounting.unlock();
    }
  }

  /** The kernel frees the room when the last container that has it mounted has ended. */
  private void takeAway(VolumeId id) {
    try {
      if (mounted(id)) {
        tool.run("Removing volume " + id.value(), "umount", "-l", directory(id).toString());
      }
      Files.deleteIfExists(directory(id));
      Files.deleteIfExists(copy(id));
      Files.deleteIfExists(file(id));
    } catch (IOException e) {
      throw new VolumeFailed("Removing volume " + id.value() + " failed: " + e.getMessage(), e);
    }
  }

  private boolean mounted(VolumeId id) throws IOException {
    return Files.isDirectory(directory(id))
        && !Files.getAttribute(directory(id), "unix:dev")
            .equals(Files.getAttribute(home, "unix:dev"));
  }

  private static void requireRoot() {
    if (!System.getProperty("user.name").equals("root")) {
      throw new VolumeFailed(
          "Volumes are file systems that are mounted, which only root may do: run the platform as root (sudo bin/up).",
          new IllegalStateException("not root"));
    }
  }

  private Path file(VolumeId id) {
    return home.resolve(id.value() + ".img");
  }

  private Path copy(VolumeId id) {
    return home.resolve(id.value() + ".growing");
  }

  private Path directory(VolumeId id) {
    return home.resolve(id.value());
  }

  private Path data(VolumeId id) {
    return directory(id).resolve(DATA);
  }
}
