package paas.builder;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import paas.builder.cnb.BuilderImage;
import paas.builder.cnb.GitPatterns;
import paas.builder.cnb.ProjectToml;
import paas.builder.fault.BuildFault;
import paas.builder.source.Source;

/**
 * The folders that a lifecycle works in, as one tar to be put into its container: all that it may
 * write to belongs to the builder's user.
 */
final class CnbInput {
  static final String APP = "workspace";
  static final String LAYERS = "layers";
  static final String PLATFORM = "platform";
  static final String CACHE = "cache";
  static final String LAYOUT = "layout-repo";
  static final String ORDER = PLATFORM + "/order.toml";

  private static final int PLAIN = 0644;
  private static final int SECRET = 0400;
  private static final int FOLDER = 0755;

  private final BuilderImage builder;
  private final TarArchiveOutputStream tar;
  private final Set<String> folders = new HashSet<>();

  private CnbInput(BuilderImage builder, TarArchiveOutputStream tar) {
    this.builder = builder;
    this.tar = tar;
  }

  /**
   * What a build is given besides the source: config vars, the order of its buildpacks if it says
   * one (else empty), and the run image's layout by path.
   */
  record Given(Map<String, String> env, byte[] order, Map<String, byte[]> runLayout) {}

  static void write(
      OutputStream out, BuilderImage builder, Source source, ProjectToml project, Given given)
      throws IOException, BuildFault {
    var tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    var input = new CnbInput(builder, tar);
    for (String name : new String[] {APP, LAYERS, PLATFORM, PLATFORM + "/env", CACHE, LAYOUT}) {
      input.folder(name);
    }
    for (var entry : given.env().entrySet()) {
      byte[] value = entry.getValue().getBytes(StandardCharsets.UTF_8);
      input.file(PLATFORM + "/env/" + entry.getKey(), SECRET, value);
    }
    if (given.order().length > 0) {
      input.file(ORDER, PLAIN, given.order());
    }
    for (var entry : given.runLayout().entrySet()) {
      input.file(LAYOUT + "/" + entry.getKey(), PLAIN, entry.getValue());
    }
    input.source(source, project);
    tar.finish();
  }

  private void source(Source source, ProjectToml project) throws IOException, BuildFault {
    var include = GitPatterns.of(project.include());
    var exclude = GitPatterns.of(project.exclude());
    source.forEach((name, entry, content) -> {
      boolean included = project.include().isEmpty() || include.match(name) || entry.isDirectory();
      if (included && !exclude.match(name)) {
        copy(APP + "/" + name, entry, content);
      }
    });
  }

  private void copy(String name, TarArchiveEntry from, InputStream content) throws IOException {
    TarArchiveEntry entry;
    if (from.isDirectory()) {
      entry = new TarArchiveEntry(name + "/", TarConstants.LF_DIR);
    } else if (from.isSymbolicLink()) {
      entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      entry.setLinkName(from.getLinkName());
    } else {
      entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL);
      entry.setSize(from.getSize());
    }
    entry.setMode(from.isDirectory() || (from.getMode() & 0111) != 0 ? FOLDER : PLAIN);
    entry.setLastModifiedTime(from.getLastModifiedTime());
    put(entry, content);
  }

  private void folder(String name) throws IOException {
    var entry = new TarArchiveEntry(name + "/", TarConstants.LF_DIR);
    entry.setMode(FOLDER);
    put(entry, InputStream.nullInputStream());
  }

  private void file(String name, int mode, byte[] content) throws IOException {
    var entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL);
    entry.setSize(content.length);
    entry.setMode(mode);
    put(entry, new ByteArrayInputStream(content));
  }

  /** Folders that nobody named would be made by the engine, and belong to root. */
  private void parents(String name) throws IOException {
    for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
      String parent = name.substring(0, slash);
      if (slash < name.length() - 1 && !folders.contains(parent)) {
        folder(parent);
      }
    }
  }

  private void put(TarArchiveEntry entry, InputStream content) throws IOException {
    parents(entry.getName());
    if (entry.isDirectory()) {
      folders.add(entry.getName().substring(0, entry.getName().length() - 1));
    }
    entry.setIds((int) builder.uid(), (int) builder.gid());
    tar.putArchiveEntry(entry);
    if (entry.getSize() > 0) {
      content.transferTo(tar);
    }
    tar.closeArchiveEntry();
  }
}
