package paas.runner.network;

import java.util.Collection;
import java.util.Optional;

/**
 * The addresses that app networks are cut from.
 *
 * @param whole the block
 * @param prefix the prefix length of one app's network: 24 gives it 253 addresses
 */
public record NetworkBlock(Subnet whole, int prefix) {
  /** The prefix length of an app's network unless settings say otherwise. */
  public static final int APP_PREFIX = 24;

  public NetworkBlock {
    if (prefix < whole.prefix() || prefix > 29) {
      throw new IllegalArgumentException(
          "App networks must be /" + whole.prefix() + " to /29 to fit " + whole);
    }
  }

  /** Parses {@code 10.208.0.0/14}, cut into /24. */
  public static NetworkBlock parse(String text) {
    return new NetworkBlock(Subnet.parse(text), APP_PREFIX);
  }

  /**
   * The first subnet that overlaps none of those taken, searched from a place that the seed names
   * and then round: so the subnet of a removed app is not given to the next one at once.
   */
  public Optional<Subnet> free(Collection<Subnet> taken, int seed) {
    int count = 1 << (prefix - whole.prefix());
    for (int step = 0; step < count; step++) {
      Subnet candidate = at(Math.floorMod(seed + step, count));
      if (taken.stream().noneMatch(candidate::overlaps)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private Subnet at(long index) {
    return new Subnet(whole.base() + (index << (32 - prefix)), prefix);
  }
}
