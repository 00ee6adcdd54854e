package paas.builder.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * Judges the entries of one tar in their order: names, kinds, sizes, and that none is reached
 * through another's link.
 */
final class EntryRules {
  private enum Kind {
    FILE,
    FOLDER,
    LINK
  }

  private final SourceBounds bounds;
  private final Map<String, Kind> seen = new HashMap<>();
  private long bytes;

  EntryRules(SourceBounds bounds) {
    this.bounds = bounds;
  }

  /**
   * The entry's clean name ({@code ""} for the root); an {@link IOException} says what is wrong
   * with it.
   */
  String admit(TarArchiveEntry entry) throws IOException {
    String name = clean(entry.getName());
    Kind kind = kind(entry, name);
    if (name.isEmpty()) {
      return name;
    }
    names(name);
    parents(name);
    Kind before = seen.put(name, kind);
    if (before != null && (before != Kind.FOLDER || kind != Kind.FOLDER)) {
      throw new IOException("'" + shown(name) + "' twice");
    }
    count(entry, kind);
    return name;
  }

  private void count(TarArchiveEntry entry, Kind kind) throws IOException {
    if (seen.size() > bounds.entries()) {
      throw new SourceTooLarge("more than " + bounds.entries() + " files");
    }
    bytes += kind == Kind.FILE ? entry.getSize() : 0;
    if (bytes > bounds.bytes()) {
      throw new SourceTooLarge("more than " + (bounds.bytes() >> 20) + " MB of files");
    }
  }

  private static String clean(String raw) {
    String name = raw;
    while (name.startsWith("./")) {
      name = name.substring(2);
    }
    while (name.endsWith("/")) {
      name = name.substring(0, name.length() - 1);
    }
    return name.equals(".") ? "" : name;
  }

  private static Kind kind(TarArchiveEntry entry, String name) throws IOException {
    if (entry.isDirectory()) {
      return Kind.FOLDER;
    }
    if (entry.isSymbolicLink()) {
      String target = entry.getLinkName();
      if (target.isEmpty() || target.length() > SourceBounds.PATH || target.indexOf(0) >= 0) {
        throw new IOException("'" + shown(name) + "', a link with a bad target");
      }
      return Kind.LINK;
    }
    if (entry.isFile() && !entry.isLink() && !entry.isFIFO() && !device(entry)) {
      return Kind.FILE;
    }
    throw new IOException(
        "'" + shown(name) + "', which is neither a file, a folder nor a symbolic link");
  }

  private static boolean device(TarArchiveEntry entry) {
    return entry.isCharacterDevice() || entry.isBlockDevice() || entry.isSparse();
  }

  private static void names(String name) throws IOException {
    if (name.startsWith("/") || name.getBytes(StandardCharsets.UTF_8).length > SourceBounds.PATH) {
      throw new IOException("'" + shown(name) + "', an absolute or overlong path");
    }
    if (name.indexOf(0) >= 0 || name.indexOf('\uFFFD') >= 0) {
      throw new IOException("'" + shown(name) + "', whose name is not UTF-8");
    }
    for (String part : name.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw new IOException("'" + shown(name) + "', a path that is not plain");
      }
      if (part.getBytes(StandardCharsets.UTF_8).length > SourceBounds.NAME) {
        throw new IOException(
            "'" + shown(name) + "', whose name is over " + SourceBounds.NAME + " bytes");
      }
    }
  }

  private void parents(String name) throws IOException {
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      Kind parent = seen.getOrDefault(name.substring(0, slash), Kind.FOLDER);
      if (parent != Kind.FOLDER) {
        throw new IOException("'" + shown(name) + "', which lies within a file or a link");
      }
    }
  }

  private static String shown(String name) {
    String cut = name.length() > 80 ? name.substring(0, 80) + "…" : name;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
