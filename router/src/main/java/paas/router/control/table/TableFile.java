package paas.router.control.table;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.http.RouteTable;

/** The last route table on disk: a magic number, a checksum, and the encoded table. */
public final class TableFile {
  private static final Logger log = LoggerFactory.getLogger(TableFile.class);
  private static final int MAGIC = 0x50525431; // "PRT1"
  private static final int HEADER = Integer.BYTES + Integer.BYTES;

  private final Path file;

  public TableFile(Path file) {
    this.file = file;
  }

  /** Replaces the file so that a crash at any instant leaves the former or the new table, whole. */
  public void save(RouteTable table) throws IOException {
    byte[] body = TableCodec.encode(table);
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + body.length);
    bytes.putInt(MAGIC).putInt(checksum(body)).put(body).flip();
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel out = FileChannel.open(temporary, CREATE, WRITE, TRUNCATE_EXISTING)) {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(temporary, file, ATOMIC_MOVE);
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      try (FileChannel entry = FileChannel.open(directory, READ)) {
        entry.force(true);
      }
    }
  }

  /**
   * The saved table; empty when there is none, or when it cannot be read and was therefore set
   * aside.
   */
  public Optional<RouteTable> load() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(read());
    } catch (IOException e) {
      setAside(e);
      return Optional.empty();
    }
  }

  private RouteTable read() throws IOException {
    if (Files.size(file) > HEADER + TableCodec.MAX_BYTES) {
      throw new IOException("The file is larger than any table");
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    if (bytes.remaining() < HEADER || bytes.getInt() != MAGIC) {
      throw new IOException("The file does not begin as a route table");
    }
    int expected = bytes.getInt();
    byte[] body = Arrays.copyOfRange(bytes.array(), HEADER, bytes.limit());
    if (checksum(body) != expected) {
      throw new IOException("The file's checksum does not match");
    }
    return TableCodec.decode(body);
  }

  private void setAside(IOException cause) {
    Path aside =
        file.resolveSibling(file.getFileName() + ".unreadable-" + System.currentTimeMillis());
    try {
      Files.move(file, aside);
      log.error(
          "The last route table cannot be read and was kept as {}; the router serves nothing until"
              + " paasd sends one",
          aside,
          cause);
    } catch (IOException e) {
      e.addSuppressed(cause);
      log.error("The last route table {} can be neither read nor set aside", file, e);
    }
  }

  private static int checksum(byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(body);
    return (int) crc.getValue();
  }
}
