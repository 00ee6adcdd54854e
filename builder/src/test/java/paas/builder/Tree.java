package paas.builder;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A source tree made in a test. */
final class Tree implements SourceTree {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  private record Entry(TarArchiveEntry header, byte[] content) {}

  private final List<Entry> entries = new ArrayList<>();

  static Tree empty() {
    return new Tree();
  }

  /** The files of one of docs/examples. */
  static Tree example(String name) {
    return of(Path.of("..", "docs", "examples", name));
  }

  static Tree of(Path folder) {
    var tree = new Tree();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        tree.file(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tree;
  }

  Tree file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  Tree file(String name, byte[] content) {
    entries.removeIf(entry -> entry.header().getName().equals(name));
    return entry(name, TarConstants.LF_NORMAL, "", content);
  }

  Tree without(String name) {
    entries.removeIf(entry -> entry.header().getName().equals(name));
    return this;
  }

  /** Adds a file whose name is not there yet. */
  Tree add(String name, byte[] content) {
    return entry(name, TarConstants.LF_NORMAL, "", content);
  }

  /** Adds all that another has, in a folder. */
  Tree folder(String name, Tree other) {
    other.entries.forEach(each ->
        entry(
            name + "/" + each.header().getName(),
            each.header().getLinkFlag(),
            each.header().getLinkName(),
            each.content()));
    return this;
  }

  Tree link(String name, String target) {
    return entry(name, TarConstants.LF_SYMLINK, target, new byte[0]);
  }

  Tree entry(String name, byte type, String target, byte[] content) {
    var header = new TarArchiveEntry(name, type, true);
    header.setSize(content.length);
    header.setLinkName(target);
    header.setMode(0644);
    header.setLastModifiedTime(FileTime.from(TIME));
    entries.add(new Entry(header, content));
    return this;
  }

  @Override
  public void writeTar(OutputStream out) throws IOException {
    var tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    for (Entry entry : entries) {
      tar.putArchiveEntry(entry.header());
      tar.write(entry.content());
      tar.closeArchiveEntry();
    }
    tar.finish();
  }
}
