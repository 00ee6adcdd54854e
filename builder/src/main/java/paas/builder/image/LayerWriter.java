package paas.builder.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes one layer's tar: one owner, one time, plain permissions, so that the same files give the
 * same bytes.
 */
public final class LayerWriter implements AutoCloseable {
  private static final int FILE_BITS = 0777;

  private final Path file;
  private final FileTime time;
  private final MessageDigest digest;
  private final TarArchiveOutputStream tar;
  private int entries;
  private long bytes;

  public LayerWriter(Path file, Instant time) throws IOException {
    this.file = file;
    this.time = FileTime.from(time);
    this.digest = sha256();
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    this.tar =
        new TarArchiveOutputStream(
            new DigestOutputStream(out, digest), StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
  }

  /** Adds what {@code from} describes under another name; pipes and devices are left out. */
  public void add(String name, TarArchiveEntry from, String linkTarget, InputStream content)
      throws IOException {
    if (from.isDirectory()) {
      put(new TarArchiveEntry(name + "/", TarConstants.LF_DIR), from, content);
    } else if (from.isSymbolicLink() || from.isLink()) {
      var entry =
          new TarArchiveEntry(name, from.isLink() ? TarConstants.LF_LINK : TarConstants.LF_SYMLINK);
      entry.setLinkName(linkTarget);
      put(entry, from, content);
    } else if (from.isFile()
        && !from.isFIFO()
        && !from.isCharacterDevice()
        && !from.isBlockDevice()) {
      var entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL);
      entry.setSize(from.getSize());
      put(entry, from, content);
    }
  }

  /** Bytes of content so far. */
  public long bytes() {
    return bytes;
  }

  /** Ends the tar; empty when nothing was added. */
  public Optional<Layer.New> finish() throws IOException {
    tar.close();
    if (entries == 0) {
      Files.delete(file);
      return Optional.empty();
    }
    String diffId = "sha256:" + HexFormat.of().formatHex(digest.digest());
    return Optional.of(new Layer.New(diffId, file, Files.size(file)));
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }

  private void put(TarArchiveEntry entry, TarArchiveEntry from, InputStream content)
      throws IOException {
    entry.setMode(from.getMode() & FILE_BITS);
    entry.setIds(StackImage.UID, StackImage.UID);
    entry.setLastModifiedTime(time);
    tar.putArchiveEntry(entry);
    if (entry.getSize() > 0) {
      content.transferTo(tar);
    }
    tar.closeArchiveEntry();
    entries++;
    bytes += entry.getSize();
  }

  /** SHA-256, which names layers, configs and fingerprints. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
