package paas.router.http;

import java.util.List;
import java.util.Optional;

/**
 * Who may reach an app, and how often.
 *
 * @param allow the clients that may; all of them when it is empty
 */
public record Visitors(
    List<AddressBlock> allow, Optional<BasicAuth> basicAuth, Optional<RateLimit> rate) {
  public static final Visitors ALL = new Visitors(List.of(), Optional.empty(), Optional.empty());
  public static final int MAX_BLOCKS = 256;

  /**
   * @throws IllegalArgumentException if there are too many blocks
   */
  public Visitors {
    allow = List.copyOf(allow);
    if (allow.size() > MAX_BLOCKS) {
      throw new IllegalArgumentException("At most " + MAX_BLOCKS + " blocks can be allowed");
    }
  }
}
