package paas.router.http;

import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds routes by their hostname. An exact hostname comes before a wildcard, a longer wildcard
 * before a shorter one, and of the routes of one hostname the one with the longest path.
 *
 * <p>Places of the list in open addressing, with linear probing: a hundred thousand hostnames are
 * one array without references, where maps are as many objects for the collector to copy.
 */
final class RouteIndex {
  private static final int UNKNOWN_HOST = -1;
  private static final int UNKNOWN_PATH = -2;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** Nobody can choose hostnames that collide. */
  private static final long SEED = new SecureRandom().nextLong();

  private final List<Route> routes;

  /** The hash in the upper half, the place and 1 in the lower one; 0 where nothing is. */
  private final long[] slots;

  private final boolean wildcards;

  /**
   * @throws IllegalArgumentException if two routes have one hostname and path
   */
  RouteIndex(List<Route> routes) {
    this.routes = routes;
    // Half of the slots at most are taken, so that a search soon comes to one that is not.
    this.slots = new long[Math.max(2, Integer.highestOneBit(Math.max(1, routes.size())) << 2)];
    this.wildcards = routes.stream().anyMatch(route -> route.host().isWildcard());
    for (int place = 0; place < routes.size(); place++) {
      add(place);
    }
  }

  /** Of other routes with the same hostnames and paths in the same places. */
  RouteIndex(List<Route> routes, RouteIndex former) {
    this.routes = routes;
    this.slots = former.slots;
    this.wildcards = former.wildcards;
  }

  private void add(int place) {
    Route route = routes.get(place);
    String host = route.host().value();
    boolean wildcard = route.host().isWildcard();
    int from = wildcard ? Hostname.WILDCARD.length() : 0;
    int hash = hash(host, from, wildcard);
    int slot = first(hash);
    for (; slots[slot] != 0; slot = next(slot)) {
      if (isOf(slot, hash, host, from, wildcard) && at(slot).path().equals(route.path())) {
        throw new IllegalArgumentException("Two routes for " + route.host() + route.path());
      }
    }
    slots[slot] = (long) hash << Integer.SIZE | (place + 1);
  }

  /** For a normalised hostname and a path with its query; costs no allocation. */
  @Nullable Route find(String host, String path) {
    int found = longest(host, 0, false, path);
    int dot = wildcards ? host.indexOf('.') : -1;
    while (found == UNKNOWN_HOST && dot > 0) {
      found = longest(host, dot + 1, true, path);
      dot = host.indexOf('.', dot + 1);
    }
    return found < 0 ? null : routes.get(found);
  }

  /** The place of exactly this hostname, as it is written, and this path; negative without. */
  int place(String host, String path) {
    boolean wildcard = host.startsWith(Hostname.WILDCARD);
    int from = wildcard ? Hostname.WILDCARD.length() : 0;
    int hash = hash(host, from, wildcard);
    for (int slot = first(hash); slots[slot] != 0; slot = next(slot)) {
      if (isOf(slot, hash, host, from, wildcard) && at(slot).path().value().equals(path)) {
        return placeIn(slot);
      }
    }
    return UNKNOWN_HOST;
  }

  /**
   * @param host of which the name begins at {@code from}: of a wildcard the name that its names are
   *     below
   */
  private int longest(String host, int from, boolean wildcard, String path) {
    int found = UNKNOWN_HOST;
    int hash = hash(host, from, wildcard);
    for (int slot = first(hash); slots[slot] != 0; slot = next(slot)) {
      if (isOf(slot, hash, host, from, wildcard)) {
        if (!at(slot).path().covers(path)) {
          found = found == UNKNOWN_HOST ? UNKNOWN_PATH : found;
        } else if (found < 0 || isLonger(at(slot), routes.get(found))) {
          found = placeIn(slot);
        }
      }
    }
    return found;
  }

  private static boolean isLonger(Route one, Route other) {
    return one.path().value().length() > other.path().value().length();
  }

  private boolean isOf(int slot, int hash, String host, int from, boolean wildcard) {
    if ((int) (slots[slot] >>> Integer.SIZE) != hash) {
      return false;
    }
    Hostname own = at(slot).host();
    int skipped = wildcard ? Hostname.WILDCARD.length() : 0;
    int length = host.length() - from;
    return own.isWildcard() == wildcard
        && own.value().length() - skipped == length
        && own.value().regionMatches(skipped, host, from, length);
  }

  private Route at(int slot) {
    return routes.get(placeIn(slot));
  }

  private int placeIn(int slot) {
    return (int) slots[slot] - 1;
  }

  private int first(int hash) {
    return hash & (slots.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }

  private static int hash(String host, int from, boolean wildcard) {
    long hash = wildcard ? ~SEED : SEED;
    for (int i = from; i < host.length(); i++) {
      hash = (hash ^ host.charAt(i)) * GOLDEN;
    }
    return (int) (hash >>> Integer.SIZE);
  }
}
