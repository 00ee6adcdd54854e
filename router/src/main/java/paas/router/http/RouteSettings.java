package paas.router.http;

/**
 * What an app's owner asks of the router for the app, whatever its state; how long its instances
 * are waited for is in {@link RouteLimits}.
 *
 * @param bodyLimit bytes that the body of a request may have (413), {@link #UNLIMITED} for any
 * @param sticky whether a client is sent to the instance that it was sent to before
 * @param protocol what the app's instances speak
 */
public record RouteSettings(
    Visitors visitors, long bodyLimit, boolean sticky, Pages pages, Protocol protocol) {
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** Everyone may come, with anything. */
  public static final RouteSettings DEFAULT =
      new RouteSettings(Visitors.ALL, UNLIMITED, false, Pages.NONE);

  /** For an app that speaks HTTP/1.1. */
  public RouteSettings(Visitors visitors, long bodyLimit, boolean sticky, Pages pages) {
    this(visitors, bodyLimit, sticky, pages, Protocol.HTTP_1);
  }

  /**
   * @throws IllegalArgumentException if the body limit is negative
   */
  public RouteSettings {
    if (bodyLimit < 0) {
      throw new IllegalArgumentException("A body of " + bodyLimit + " bytes cannot be");
    }
  }

  /** The same for instances that speak another protocol. */
  public RouteSettings speaking(Protocol other) {
    return new RouteSettings(visitors, bodyLimit, sticky, pages, other);
  }

  /** Whether a request must be looked at before the app may have it. */
  public boolean demanding() {
    return bodyLimit != UNLIMITED || !visitors.equals(Visitors.ALL);
  }
}
