package paas.runner.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What apps and builds may reach of the host all the same.
 *
 * @param ports its TCP ports: the router's, and what the owner allows
 * @param resolvers IPv4 addresses that Docker passes containers' name look-ups to; one may be the
 *     host's own, and a cloud's may have a link-local address
 */
public record Openings(SortedSet<Integer> ports, List<String> resolvers) {
  /** Where Docker takes name servers from; it reads the second where the first names a stub. */
  public static final List<Path> RESOLVER_FILES =
      List.of(Path.of("/etc/resolv.conf"), Path.of("/run/systemd/resolve/resolv.conf"));

  private static final Pattern NAMESERVER =
      Pattern.compile("\\s*nameserver\\s+(\\d{1,3}(?:\\.\\d{1,3}){3})\\s*");

  public Openings {
    ports = new TreeSet<>(ports);
    resolvers = List.copyOf(resolvers);
    if (ports.stream().anyMatch(port -> port < 1 || port > 65_535)) {
      throw new IllegalArgumentException("Ports are 1 to 65535, not " + ports);
    }
  }

  /** These ports, and the name servers of these files. */
  public static Openings of(Collection<Integer> ports, List<Path> resolverFiles) {
    List<String> resolvers =
        resolverFiles.stream()
            .flatMap(Openings::lines)
            .map(NAMESERVER::matcher)
            .filter(matcher -> matcher.matches())
            .map(matcher -> matcher.group(1))
            .filter(address -> !address.startsWith("127."))
            .distinct()
            .toList();
    return new Openings(new TreeSet<>(ports), resolvers);
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException absent) {
      return Stream.of();
    }
  }
}
