package paas.router.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the requests for one route do at one moment.
 *
 * @param inFlight how many have an instance, or are on their way to one; WebSockets too
 * @param queued how many wait for their app to wake or boot
 */
public record RouteLoad(String appId, Hostname host, PathPrefix path, int inFlight, int queued) {
  private record Name(String appId, Hostname host, PathPrefix path) {}

  /** One for each route, the busiest first. */
  public static List<RouteLoad> sum(Collection<RouteLoad> parts) {
    Map<Name, RouteLoad> sums = new LinkedHashMap<>();
    for (RouteLoad part : parts) {
      sums.merge(new Name(part.appId, part.host, part.path), part, RouteLoad::plus);
    }
    List<RouteLoad> sorted = new ArrayList<>(sums.values());
    sorted.sort(
        Comparator.comparingInt((RouteLoad load) -> load.inFlight + load.queued).reversed());
    return sorted;
  }

  /** The load of this route with that of another one, or of another part, added to it. */
  public RouteLoad plus(RouteLoad other) {
    return new RouteLoad(appId, host, path, inFlight + other.inFlight, queued + other.queued);
  }
}
