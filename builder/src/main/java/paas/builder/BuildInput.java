package paas.builder;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import paas.builder.source.Source;

/**
 * All that a build container is fed, as one tar on its stdin: the driver, the buildpacks, config as
 * files, the source.
 */
final class BuildInput {
  private static final int RUNNABLE = 0755;
  private static final int PLAIN = 0644;
  private static final int SECRET = 0600;

  private final List<Buildpack> buildpacks;
  private final Map<String, String> config;
  private final Source source;

  BuildInput(List<Buildpack> buildpacks, Map<String, String> config, Source source) {
    this.buildpacks = buildpacks;
    this.config = config;
    this.source = source;
  }

  void writeTo(OutputStream out) throws IOException {
    var tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    file(tar, "tmp/driver", RUNNABLE, driver());
    buildpacks(tar);
    for (var entry : config.entrySet()) {
      file(tar, "env/" + entry.getKey(), SECRET, entry.getValue().getBytes(StandardCharsets.UTF_8));
    }
    source.forEach((name, entry, content) -> source(tar, name, entry, content));
    tar.finish();
    tar.flush();
  }

  private void buildpacks(TarArchiveOutputStream tar) throws IOException {
    String order =
        buildpacks.stream().map(Buildpack::name).collect(Collectors.joining("\n", "", "\n"));
    file(tar, "tmp/buildpacks/order", PLAIN, order.getBytes(StandardCharsets.UTF_8));
    for (Buildpack pack : buildpacks) {
      for (Path path : pack.files()) {
        String name = "tmp/buildpacks/" + pack.name() + "/" + pack.folder().relativize(path);
        file(tar, name, Files.isExecutable(path) ? RUNNABLE : PLAIN, Files.readAllBytes(path));
      }
    }
  }

  private static void source(
      TarArchiveOutputStream tar, String name, TarArchiveEntry from, InputStream content)
      throws IOException {
    String path = "tmp/build/" + name;
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

  private static void file(TarArchiveOutputStream tar, String name, int mode, byte[] content)
      throws IOException {
    var entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL);
    entry.setSize(content.length);
    entry.setMode(mode);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static byte[] driver() throws IOException {
    try (InputStream in = BuildInput.class.getResourceAsStream("driver.sh")) {
      return Objects.requireNonNull(in, "driver.sh is part of this module").readAllBytes();
    }
  }
}
