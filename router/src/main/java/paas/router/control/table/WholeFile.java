package paas.router.control.table;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A snapshot on disk that only its owner may read: a magic number, a checksum, and the encoded
 * snapshot.
 */
public final class WholeFile {
  private static final Logger log = LoggerFactory.getLogger(WholeFile.class);
  private static final String TEMPORARY = ".new";

  /** How the name of a temporary file goes on: with the process that writes it. */
  private static final Pattern WRITER = Pattern.compile("(\\d{1,18})-");

  /** Understands one format. */
  @FunctionalInterface
  public interface Decoder<T> {
    T decode(byte[] bytes) throws IOException;
  }

  /** Writes a snapshot piece by piece. */
  @FunctionalInterface
  interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  private final Path file;
  private final int magic;
  private final int maxBytes;

  public WholeFile(Path file, int magic, int maxBytes) {
    this.file = file;
    this.magic = magic;
    this.maxBytes = maxBytes;
  }

  /** The same of a snapshot that is encoded already. */
  public void save(byte[] body) throws IOException {
    var _ = save(out -> out.write(body));
  }

  /**
   * Replaces the file so that a crash at any instant leaves the former or the new one, whole. Who
   * else writes it at that time takes nothing from this one; the last to finish stays.
   *
   * @return what was written, whatever another writer has put in its place since
   */
  FileMark save(Writer body) throws IOException {
    Path temporary = temporary();
    try {
      try (FileChannel out = create(temporary)) {
        CheckedBody.write(out, 0, body).complete(out, 0, magic);
        out.force(true);
      }
      FileMark written = FileMark.of(temporary);
      Files.move(temporary, file, ATOMIC_MOVE);
      forceEntry(file);
      return written;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Of this process, which may be killed before it has its place. */
  private Path temporary() {
    long process = ProcessHandle.current().pid();
    return file.resolveSibling(
        file.getFileName() + "." + process + "-" + UUID.randomUUID() + TEMPORARY);
  }

  /** A new file that only its owner may read. */
  static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(CREATE_NEW, WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /** Has the directory know the file, whatever happens to the machine. */
  static void forceEntry(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      try (FileChannel entry = FileChannel.open(directory, READ)) {
        entry.force(true);
      }
    }
  }

  /**
   * Empty when there is none, or when it cannot be read and was therefore set aside. What writers
   * left that were killed is taken away.
   */
  public <T> Optional<T> load(Decoder<T> decoder) {
    sweep();
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(decoder.decode(read()));
    } catch (IOException e) {
      setAside(e);
      return Optional.empty();
    }
  }

  private void sweep() {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, this::isLeft)) {
      for (Path left : found) {
        Files.deleteIfExists(left);
      }
    } catch (IOException | DirectoryIteratorException e) {
      log.info("What killed routers left beside {} stays: {}", file, e.toString());
    }
  }

  /** Whether it is a temporary file of a process that is no more. */
  private boolean isLeft(Path candidate) {
    String prefix = file.getFileName() + ".";
    String name = candidate.getFileName().toString();
    if (!name.startsWith(prefix) || !name.endsWith(TEMPORARY)) {
      return false;
    }
    Matcher writer = WRITER.matcher(name.substring(prefix.length()));
    return writer.lookingAt() && ProcessHandle.of(Long.parseLong(writer.group(1))).isEmpty();
  }

  private byte[] read() throws IOException {
    if (Files.size(file) > CheckedBody.HEADER + maxBytes) {
      throw new IOException("The file is larger than any that the router writes");
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    if (bytes.remaining() < CheckedBody.HEADER || bytes.getInt() != magic) {
      throw new IOException("The file does not begin as the router writes it");
    }
    int expected = bytes.getInt();
    if (CheckedBody.checksum(bytes.slice()) != expected) {
      throw new IOException("The file's checksum does not match");
    }
    return Arrays.copyOfRange(bytes.array(), CheckedBody.HEADER, bytes.limit());
  }

  private void setAside(IOException cause) {
    Path aside =
        file.resolveSibling(file.getFileName() + ".unreadable-" + System.currentTimeMillis());
    try {
      Files.move(file, aside);
      log.error(
          "The last {} cannot be read and was kept as {}; the router goes without until paasd sends"
              + " one",
          file.getFileName(),
          aside,
          cause);
    } catch (IOException e) {
      e.addSuppressed(cause);
      log.error("The last {} can be neither read nor set aside", file, e);
    }
  }
}
