package paas.platform.intake;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;

/**
 * Archives and images on their way in, one file each, kept until the build that uses them has
 * ended, or for a day. An upload's id is a secret of 256 bits: whoever knows it may build from it.
 */
public final class Uploads {
  /** Of one upload, in bytes. */
  public static final long LARGEST = 4L << 30;

  /** Disk space that uploads leave free, in bytes. */
  private static final long SPARE = 1L << 30;

  private static final Duration KEPT = Duration.ofDays(1);

  /** That no build uses; beyond it the oldest goes. */
  private static final int MOST = 256;

  private static final int PIECE = 64 * 1024;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final String WHOLE = ".upload";
  private static final String PART = ".part";

  private final Path dir;
  private final InstantSource clock;
  private final LongSupplier free;
  private final SecureRandom random = new SecureRandom();

  public Uploads(Path dir, InstantSource clock) {
    this(dir, clock, dir.toFile()::getUsableSpace);
  }

  /** {@code free} is how many bytes the disk can still take. */
  Uploads(Path dir, InstantSource clock, LongSupplier free) {
    this.dir = dir;
    this.clock = clock;
    this.free = free;
  }

  /** The id of an upload that may come. */
  public String open() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Takes it to disk; it is there whole, or not at all. */
  public void receive(String id, InputStream in) throws IOException {
    Files.createDirectories(dir);
    Path part = path(id, PART);
    try {
      copy(in, part);
      Files.move(part, path(id, WHOLE), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void copy(InputStream in, Path part) throws IOException {
    try (FileChannel out =
        FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      byte[] piece = new byte[PIECE];
      long left = LARGEST;
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        left -= count;
        if (left < 0 || !fits(count)) {
          throw new Rejected(
              Reason.TOO_LARGE,
              "The upload is too large: "
                  + (LARGEST >> 30)
                  + " GB is the most, and the platform's disk must keep 1 GB free.");
        }
        ByteBuffer bytes = ByteBuffer.wrap(piece, 0, count);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
      out.force(true);
    }
  }

  /** Asked for each piece: others come at the same time, and what is left is for all of them. */
  private boolean fits(int bytes) {
    return free.getAsLong() - bytes >= SPARE;
  }

  /** An empty file for something that is fetched; the caller deletes it, or our next start. */
  Path scratch() throws IOException {
    Files.createDirectories(dir);
    return Files.createTempFile(dir, "fetched-", PART);
  }

  /**
   * Writes to a file beside the uploads, and fills the disk no more than they do: what does not fit
   * is {@link Rejected}.
   */
  OutputStream sparing(Path file) throws IOException {
    return new FilterOutputStream(Files.newOutputStream(file)) {
      @Override
      public void write(int b) throws IOException {
        require(1);
        out.write(b);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        require(length);
        out.write(bytes, offset, length);
      }
    };
  }

  private void require(int bytes) {
    if (!fits(bytes)) {
      throw new Rejected(
          Reason.TOO_LARGE,
          "It does not fit on the platform's disk, which must keep 1 GB free: an admin of the"
              + " platform makes room, then try again.");
    }
  }

  /** Absent before it has come, and when it is gone. */
  public Optional<Path> find(String id) {
    return Optional.of(id)
        .filter(text -> ID.matcher(text).matches())
        .map(text -> path(text, WHOLE))
        .filter(Files::exists);
  }

  void delete(String id) {
    try {
      Files.deleteIfExists(path(id, WHOLE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes what is too old or too much, but nothing that is needed. */
  public void sweep(Set<String> needed) {
    List<Path> free = whole().filter(file -> !needed.contains(idOf(file))).toList();
    Instant old = clock.instant().minus(KEPT);
    for (int index = 0; index < free.size(); index++) {
      if (index < free.size() - MOST || modified(free.get(index)).isBefore(old)) {
        delete(idOf(free.get(index)));
      }
    }
  }

  /**
   * Removes what a kill cut off: parts of uploads, and what was made beside one on its way into the
   * engine. To be called at start, when nothing else is under way.
   */
  void removeParts() {
    list("")
        .filter(file -> !file.getFileName().toString().endsWith(WHOLE))
        .forEach(part -> {
          try {
            Files.deleteIfExists(part);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private Stream<Path> whole() {
    return list(WHOLE).sorted(Comparator.comparing(Uploads::modified));
  }

  private Stream<Path> list(String ending) {
    if (!Files.isDirectory(dir)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(dir)) {
      return files.filter(file -> file.getFileName().toString().endsWith(ending)).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      return Instant.EPOCH;
    }
  }

  private static String idOf(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - WHOLE.length());
  }

  private Path path(String id, String ending) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("that is no upload's id");
    }
    return dir.resolve(id + ending);
  }
}
