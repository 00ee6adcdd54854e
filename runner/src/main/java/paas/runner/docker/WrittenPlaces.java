package paas.runner.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where on the host one container's writes go, besides the platform's volumes and what is memory.
 *
 * @param layer the upper layer of its overlay
 * @param volumes those that its image declares
 * @param files that the engine lends it: {@code /etc/hosts} and the like
 */
record WrittenPlaces(Path layer, List<Path> volumes, List<Path> files) {
  /** See proc(5), {@code /proc/PID/mountinfo}: the fifth field is the mount point. */
  private static final Pattern ROOT =
      Pattern.compile("(?:\\S+ ){4}/ .* - overlay .*[ ,]upperdir=([^, ]+).*");

  /** Of the engine's answer to an inspect. */
  static Optional<WrittenPlaces> of(JsonNode container, Path processes) {
    return text(container.at("/GraphDriver/Data/UpperDir"))
        .or(() -> mounted(processes, container.at("/State/Pid").asLong()))
        .map(Path::of)
        .filter(Path::isAbsolute)
        .map(layer -> new WrittenPlaces(layer, volumes(container), files(container)));
  }

  /** As find(1) takes them: all that exist. */
  List<Path> paths() {
    return Stream.of(Stream.of(layer), volumes.stream(), files.stream())
        .flatMap(each -> each)
        .filter(Files::exists)
        .toList();
  }

  /** An engine that keeps its images in containerd does not say it; the kernel does. */
  private static Optional<String> mounted(Path processes, long pid) {
    if (pid <= 0) {
      return Optional.empty();
    }
    try {
      Path mounts = processes.resolve(Long.toString(pid)).resolve("mountinfo");
      return Files.readAllLines(mounts).stream()
          .map(ROOT::matcher)
          .filter(Matcher::matches)
          .map(root -> root.group(1))
          .findFirst();
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  private static List<Path> volumes(JsonNode container) {
    List<Path> paths = new ArrayList<>();
    for (JsonNode mount : container.path("Mounts")) {
      if (mount.path("Type").asText().equals("volume")) {
        text(mount.path("Source")).map(Path::of).filter(Path::isAbsolute).ifPresent(paths::add);
      }
    }
    return List.copyOf(paths);
  }

  private static List<Path> files(JsonNode container) {
    return Stream.of("HostsPath", "HostnamePath", "ResolvConfPath")
        .flatMap(name -> text(container.path(name)).stream())
        .map(Path::of)
        .filter(Path::isAbsolute)
        .toList();
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.of(node.asText("")).filter(text -> !text.isEmpty());
  }
}
