package paas.runner.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The IPv4 networks that the host has routes to, the default route excepted. */
public final class HostRoutes {
  /** Where Linux lists the main routing table (proc(5)). */
  public static final Path MAIN_TABLE = Path.of("/proc/net/route");

  private final Path table;

  public HostRoutes(Path table) {
    this.table = table;
  }

  public List<Subnet> read() {
    try {
      return parse(Files.readAllLines(table));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the host's routes from " + table, e);
    }
  }

  /**
   * Columns: interface, destination, gateway, flags, refcnt, use, metric, mask, …; little-endian
   * hex.
   */
  static List<Subnet> parse(List<String> lines) {
    List<Subnet> routes = new ArrayList<>();
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      String[] columns = line.strip().split("\\s+");
      if (columns.length > 7) {
        long mask = address(columns[7]);
        int prefix = Long.bitCount(mask);
        if (prefix > 0) {
          routes.add(new Subnet(address(columns[1]) & mask, prefix));
        }
      }
    }
    return routes;
  }

  private static long address(String hex) {
    return Integer.reverseBytes(Integer.parseUnsignedInt(hex, 16)) & 0xffff_ffffL;
  }
}
