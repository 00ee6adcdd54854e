package paas.runner.network;

import java.util.List;
import java.util.Optional;

/**
 * Which bridges are kept from the host, and from each other.
 *
 * @param bridges interfaces of apps and builds; one that ends in + stands for all that begin so
 * @param known all of them that there are now, by their full names
 * @param shared the engine's default bridge, while steps of a Dockerfile run on it
 */
public record Walled(List<String> bridges, List<String> known, Optional<Shared> shared) {
  static final Walled NOTHING = new Walled(List.of(), List.of(), Optional.empty());

  public Walled {
    bridges = List.copyOf(bridges);
    known = List.copyOf(known);
  }

  /**
   * A bridge that others use too.
   *
   * @param others IPv4 addresses there that are none of ours, for which nothing changes
   */
  public record Shared(String bridge, List<String> others) {
    public Shared {
      others = List.copyOf(others);
    }
  }
}
