package paas.builder.buildpack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import paas.builder.image.LayerWriter;
import paas.builder.source.Source;

/** The buildpacks that come with the platform: one folder each. */
public final class BuiltIns {
  /**
   * In the order they are tried: first those that most likely serve where several languages meet (a
   * package.json beside a Gemfile or a go.mod is for its assets), last those that anything matches.
   */
  private static final List<String> ORDER =
      List.of("ruby", "java", "go", "rust", "php", "nodejs", "python", "static", "procfile");

  /** What the files are called that a buildpack looks for; for the message when none is there. */
  private static final Map<String, String> SIGNS =
      Map.of(
          "ruby", "Gemfile (Ruby)",
          "php", "composer.json or index.php (PHP)",
          "nodejs", "package.json or server.js (Node.js)",
          "python", "requirements.txt, pyproject.toml or *.py (Python)",
          "java", "pom.xml or build.gradle (Java)",
          "go", "go.mod (Go)",
          "rust", "Cargo.toml (Rust)",
          "static", "index.html (static files)",
          "procfile", "Procfile (anything that needs no build)");

  /** Other names that people know, most of them Heroku's. */
  private static final Map<String, String> ALIASES =
      Map.of("gradle", "java", "maven", "java", "jvm", "java", "node", "nodejs", "golang", "go");

  private static final int RUNNABLE = 0755;
  private static final int PLAIN = 0644;

  private final Path folder;

  public BuiltIns(Path folder) {
    this.folder = folder;
  }

  /** Those that there are, in the order they are tried. */
  public List<String> names() {
    return ORDER.stream().filter(name -> Files.isRegularFile(script(name))).toList();
  }

  /** What they look for, in the same order. */
  public List<String> signs() {
    return names().stream().flatMap(name -> Stream.ofNullable(SIGNS.get(name))).toList();
  }

  /** All of them, in that order. */
  public List<Buildpack> all() throws IOException {
    List<Buildpack> all = new ArrayList<>();
    for (String name : names()) {
      all.add(load(name));
    }
    return all;
  }

  /** The name of the one that is meant by {@code name}, {@code heroku/name} or an alias. */
  Optional<String> find(String name) {
    String last = name.replaceFirst("^urn:buildpack:", "").replaceFirst("^heroku/", "");
    String own = ALIASES.getOrDefault(last, last);
    return names().stream().filter(own::equals).findFirst();
  }

  Buildpack load(String name) throws IOException {
    Path root = folder.resolve(name);
    return new Buildpack(name, version(root), true, entries -> forEach(root, entries));
  }

  private Path script(String name) {
    return folder.resolve(name).resolve("bin").resolve("compile");
  }

  /** The SHA-256 of its files: paths, run bits, contents. */
  private static String version(Path root) throws IOException {
    MessageDigest digest = LayerWriter.sha256();
    for (Path file : files(root)) {
      String head = root.relativize(file) + " " + Files.isExecutable(file) + "\n";
      digest.update(head.getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void forEach(Path root, Source.Entries entries) throws IOException {
    for (Path file : files(root)) {
      String name = root.relativize(file).toString();
      var entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL);
      entry.setSize(Files.size(file));
      entry.setMode(Files.isExecutable(file) ? RUNNABLE : PLAIN);
      entry.setLastModifiedTime(FileTime.fromMillis(0));
      try (InputStream content = Files.newInputStream(file)) {
        entries.accept(name, entry, content);
      }
    }
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
