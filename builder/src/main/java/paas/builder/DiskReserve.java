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
    return of(settings, written(engine), settings.tmp());
  }

  /** The same for what is written to these folders; one that is not here counts for nothing. */
  static DiskReserve of(BuilderSettings settings, Path... folders) {
    List<Path> here =
        Stream.of(folders).filter(Path::isAbsolute).filter(Files::isDirectory).toList();
    return new DiskReserve(() -> least(here), settings.minimumFreeBytes() / 2);
  }

  /** Where the engine writes; an engine elsewhere has a folder that is not here. */
  static Path written(Engine engine) {
    return Path.of(
        Objects.requireNonNullElse(engine.client().infoCmd().exec().getDockerRootDir(), ""));
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
