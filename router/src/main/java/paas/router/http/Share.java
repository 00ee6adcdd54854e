package paas.router.http;

import java.util.List;

/**
 * The part of an app's requests that other endpoints get, such as those of a release that is tried.
 *
 * @param percent of the requests; a client that comes back to its instance counts as any other
 */
public record Share(List<Endpoint> endpoints, int percent) {
  public static final Share NONE = new Share(List.of(), 0);

  /**
   * @throws IllegalArgumentException if the percentage is none, or there is nobody to get it
   */
  public Share {
    endpoints = List.copyOf(endpoints);
    if (percent < 0 || percent > 100 || endpoints.isEmpty() != (percent == 0)) {
      throw new IllegalArgumentException(
          "A share of %d percent for %d endpoints is none".formatted(percent, endpoints.size()));
    }
  }

  public boolean isNone() {
    return percent == 0;
  }
}
