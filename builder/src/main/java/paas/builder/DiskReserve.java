package paas.builder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import paas.runner.engine.Engine;

/**
 * What builds must leave free of the server's disks, in bytes: what the engine writes to, and where
 * the platform keeps its own files. A build that takes more ends, before the apps that run would
 * suffer.
 */
record DiskReserve(LongSupplier free, long bytes) {

  /** Half of what a build must find free to begin with. */
  static DiskReserve of(Engine engine, BuilderSettings settings) {
    return of(engine, settings, settings.tmp());
  }

  /** The same for what is written to another folder of the platform. */
  static DiskReserve of(Engine engine, BuilderSettings settings, Path folder) {
    Path root =
        Path.of(
            Objects.requireNonNullElse(engine.client().infoCmd().exec().getDockerRootDir(), ""));
    // An engine elsewhere has a folder that is not here.
    List<Path> folders =
        Stream.of(root, folder).filter(Path::isAbsolute).filter(Files::isDirectory).toList();
    return new DiskReserve(() -> least(folders), settings.minimumFreeBytes() / 2);
  }

  /** The same for what the engine alone writes. */
  static DiskReserve ofEngine(Engine engine, BuilderSettings settings) {
    return of(engine, settings, Path.of(""));
  }

  boolean touched() {
    return !bears(0);
  }

  /** Whether so much more can be taken. */
  boolean bears(long more) {
    return free.getAsLong() - more >= bytes;
  }

  private static long least(List<Path> folders) {
    return folders.stream()
        .mapToLong(folder -> folder.toFile().getUsableSpace())
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
