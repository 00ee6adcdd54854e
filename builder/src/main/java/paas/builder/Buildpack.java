package paas.builder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import paas.builder.image.LayerWriter;

/**
 * One built-in buildpack: a folder with bin/detect, bin/compile, bin/release and the list of its
 * layers.
 */
record Buildpack(String name, Path folder) {
  /** In the order they are tried: the most telling files first. */
  static final List<String> BUILT_IN = List.of("java", "go", "rust", "nodejs", "python", "static");

  static List<Buildpack> builtIn(Path folder) {
    return BUILT_IN.stream().map(name -> new Buildpack(name, folder.resolve(name))).toList();
  }

  /** The SHA-256 of its files: paths, run bits, contents. */
  String version() throws IOException {
    var digest = LayerWriter.sha256();
    for (Path file : files()) {
      String head = folder.relativize(file) + " " + Files.isExecutable(file) + "\n";
      digest.update(head.getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Its plain files, sorted. */
  List<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
