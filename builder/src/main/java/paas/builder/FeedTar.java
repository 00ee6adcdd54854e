package paas.builder;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import paas.builder.buildpack.Buildpack;

/** The tar that a build container reads from its stdin and unpacks at its root. */
final class FeedTar {
  static final int RUNNABLE = 0755;
  static final int PLAIN = 0644;
  static final int SECRET = 0600;

  private final TarArchiveOutputStream tar;

  FeedTar(OutputStream out) {
    this.tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
  }

  /** A script of this module, to be run as the driver. */
  void driver(String resource) throws IOException {
    try (InputStream in = FeedTar.class.getResourceAsStream(resource)) {
      file(
          "tmp/driver",
          RUNNABLE,
          Objects.requireNonNull(in, "The scripts are part of this module").readAllBytes());
    }
  }

  /** What curl reads first, if the platform has something to say to it. */
  void curlrc(BuildEnvironment environment) throws IOException {
    if (!environment.curlrc().isEmpty()) {
      text(BuildContainer.CURL_HOME.substring(1) + "/.curlrc", environment.curlrc());
    }
  }

  void text(String name, String content) throws IOException {
    file(name, PLAIN, content.getBytes(StandardCharsets.UTF_8));
  }

  void file(String name, int mode, byte[] content) throws IOException {
    var entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL);
    entry.setSize(content.length);
    entry.setMode(mode);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  void buildpack(String folder, Buildpack buildpack) throws IOException {
    buildpack.files().forEach((name, entry, content) -> copy(folder + "/" + name, entry, content));
  }

  /** An entry of a judged tree, under another name, with plain permissions. */
  void copy(String path, TarArchiveEntry from, InputStream content) throws IOException {
    TarArchiveEntry entry;
    if (from.isDirectory()) {
      entry = new TarArchiveEntry(path + "/", TarConstants.LF_DIR);
    } else if (from.isSymbolicLink()) {
      entry = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
      entry.setLinkName(from.getLinkName());
    } else {
      entry = new TarArchiveEntry(path, TarConstants.LF_NORMAL);
      entry.setSize(from.getSize());
    }
    entry.setMode(from.isDirectory() || (from.getMode() & 0111) != 0 ? RUNNABLE : PLAIN);
    entry.setLastModifiedTime(from.getLastModifiedTime());
    tar.putArchiveEntry(entry);
    if (entry.getSize() > 0) {
      content.transferTo(tar);
    }
    tar.closeArchiveEntry();
  }

  void finish() throws IOException {
    tar.finish();
    tar.flush();
  }
}
