package paas.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * A JDK under which {@code paasd}, and nothing else, has a wall clock that can be stepped, by
 * libfaketime (Debian package). Time that has passed is measured as ever.
 */
final class WallClock implements AutoCloseable {
  /** The router, a user of its own, runs by it too. */
  private static final String OPEN_TO_ALL = "rwxr-xr-x";

  private final Path home;
  private Duration ahead = Duration.ZERO;

  WallClock() throws IOException {
    home = Files.createTempDirectory(Path.of("/var/tmp"), "paas-acceptance-jdk.");
    open(home);
    stepTo(Duration.ZERO);
    Path real = Path.of(System.getProperty("java.home"));
    link(real, home, "bin");
    Path programs = Files.createDirectory(home.resolve("bin"));
    open(programs);
    link(real.resolve("bin"), programs, "java");
    Path java = programs.resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        case "$*" in
          *platform-api-*.jar*)
            export LD_PRELOAD="$(echo /usr/lib/*/faketime/libfaketimeMT.so.1)"
            export FAKETIME_TIMESTAMP_FILE=%s FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1
            # Without it every wait of the JVM ends at once, and all its threads spin.
            export FAKETIME_FORCE_MONOTONIC_FIX=0
            ;;
        esac
        exec %s "$@"
        """
            .formatted(offset(), real.resolve("bin/java")));
    open(java);
  }

  private static void link(Path from, Path to, String allBut) throws IOException {
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        if (!name.equals(allBut)) {
          Files.createSymbolicLink(to.resolve(name), entry);
        }
      }
    }
  }

  private static void open(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(OPEN_TO_ALL));
  }

  private Path offset() {
    return home.resolve("offset");
  }

  /** What {@code bin/up} is told as its JDK. */
  Path jdk() {
    return home;
  }

  /** From now on it is so much ahead of the real one; behind, if negative. */
  void stepTo(Duration other) throws IOException {
    // Whole at once: paasd reads it whenever it asks for the time.
    Path next = home.resolve("offset.next");
    Files.writeString(next, "%+d%n".formatted(other.toSeconds()));
    Files.move(next, offset(), StandardCopyOption.ATOMIC_MOVE);
    ahead = other;
  }

  Instant now() {
    return Instant.now().plus(ahead);
  }

  @Override
  public void close() throws IOException {
    for (Path directory : new Path[] {home.resolve("bin"), home}) {
      try (Stream<Path> entries = Files.list(directory)) {
        for (Path entry : entries.toList()) {
          Files.delete(entry);
        }
      }
      Files.delete(directory);
    }
  }
}
