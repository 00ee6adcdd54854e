package paas.builder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One built-in buildpack: a folder with bin/detect, bin/compile, bin/release and the list of its
 * layers.
 */
record Buildpack(String name, Path folder) {
  /** In the order they are tried: the most telling files first. */
  private static final List<String> BUILT_IN = List.of("nodejs", "python", "static");

  static List<Buildpack> builtIn(Path folder) {
    return BUILT_IN.stream().map(name -> new Buildpack(name, folder.resolve(name))).toList();
  }

  /** Its plain files, sorted. */
  List<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
