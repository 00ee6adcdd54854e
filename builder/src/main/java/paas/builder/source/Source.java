package paas.builder.source;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import paas.builder.fault.BuildFault;

/**
 * A received and judged source tree: one tar on disk, and what is known of it. Closing it deletes
 * the tar.
 */
public final class Source implements AutoCloseable {
  /** Largest Procfile, Dockerfile or the like that is looked into. */
  private static final int SMALL = 1 << 20;

  /** How many names a message lists. */
  private static final int SHOWN = 12;

  private static final String SHRINK =
      "Take large files out of the repository, or raise the platform's source limit.";

  private final Path tar;
  private final SourceView view;
  private final Map<String, byte[]> small = new HashMap<>();
  private final Set<String> links = new TreeSet<>();
  private final Set<String> tops = new TreeSet<>();
  private final Set<String> roots = new TreeSet<>();
  private Instant newest = Instant.EPOCH;

  private Source(Path tar, SourceView view) {
    this.tar = tar;
    this.view = view;
  }

  /** Where a tree comes from. */
  @FunctionalInterface
  public interface Writer {
    void writeTar(OutputStream out) throws IOException;
  }

  /** Takes one entry with its clean name; {@code content} is readable during the call. */
  @FunctionalInterface
  public interface Entries {
    void accept(String name, TarArchiveEntry entry, InputStream content) throws IOException;
  }

  /**
   * Writes the tree to {@code tar} and judges all of it, though only what {@code view} shows is
   * handed out later; on a fault nothing is left on disk.
   */
  public static Source receive(Writer writer, Path tar, SourceBounds bounds, SourceView view)
      throws BuildFault, IOException {
    var source = new Source(tar, view);
    boolean kept = false;
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(tar), 1 << 16)) {
        writer.writeTar(new BoundedOutput(out, bounds.tarBytes()));
      }
      source.judge(bounds);
      source.checkDirectory();
      kept = true;
      return source;
    } catch (SourceTooLarge e) {
      throw new BuildFault("source", "The source tree holds " + e.getMessage() + ".", SHRINK, e);
    } finally {
      if (!kept) {
        source.close();
      }
    }
  }

  /** Whether there is no entry at all. */
  public boolean isEmpty() {
    return roots.isEmpty();
  }

  /** The names at the top of the app's folder, sorted. */
  public Set<String> roots() {
    return Set.copyOf(roots);
  }

  /**
   * Content of one of the view's files; a symbolic link or an oversized file of that name is a
   * fault, not a file.
   */
  public Optional<byte[]> small(String name) throws BuildFault {
    if (links.contains(name)) {
      throw new BuildFault(
          "source", name + " is a symbolic link.", "Commit " + name + " as a plain file.");
    }
    byte[] bytes = small.get(name);
    if (bytes != null && bytes.length > SMALL) {
      throw new BuildFault("source", name + " is larger than 1 MB.", "Make " + name + " smaller.");
    }
    return Optional.ofNullable(bytes);
  }

  /** The newest modification time in the tree: the commit's. */
  public Instant newest() {
    return newest;
  }

  /** Hands out every entry of the app's folder, named from there, in the tree's order. */
  public void forEach(Entries entries) throws IOException {
    try (TarArchiveInputStream in = open()) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String clean = entry.getName().replaceFirst("^(\\./)+", "").replaceFirst("/+$", "");
        String name = view.directory().inside(clean);
        if (!name.isEmpty() && !name.equals(".")) {
          entries.accept(name, entry, in);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(tar);
  }

  private void judge(SourceBounds bounds) throws BuildFault, IOException {
    var rules = new EntryRules(bounds);
    try (TarArchiveInputStream in = open()) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = rules.admit(entry);
        if (!name.isEmpty()) {
          note(name, entry, in);
        }
      }
    } catch (SourceTooLarge e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new BuildFault(
          "source",
          "The source archive is refused: it holds " + e.getMessage() + ".",
          "Send files, folders and symbolic links with plain relative paths only.",
          e);
    }
  }

  private void checkDirectory() throws BuildFault {
    if (roots.isEmpty() && !tops.isEmpty()) {
      throw new BuildFault(
          "source",
          "The source has no folder '"
              + view.directory()
              + "', which is set as the app's build directory. At its top: "
              + String.join(", ", tops.stream().limit(SHOWN).toList()),
          "Commit the folder (not a link to one), or set another build directory.");
    }
  }

  private void note(String path, TarArchiveEntry entry, InputStream content) throws IOException {
    tops.add(top(path));
    Instant time = entry.getLastModifiedTime().toInstant();
    newest = time.isAfter(newest) ? time : newest;
    String name = view.directory().inside(path);
    if (name.isEmpty()) {
      return;
    }
    roots.add(top(name));
    if (view.files().contains(name)) {
      if (entry.isSymbolicLink()) {
        links.add(name);
      } else if (entry.isFile()) {
        small.put(name, content.readNBytes(SMALL + 1));
      }
    }
  }

  private static String top(String name) {
    int slash = name.indexOf('/');
    return slash < 0 ? name : name.substring(0, slash);
  }

  private TarArchiveInputStream open() throws IOException {
    var raw = new HeaderGuard(new BufferedInputStream(Files.newInputStream(tar), 1 << 16));
    return new TarArchiveInputStream(raw, StandardCharsets.UTF_8.name());
  }
}
