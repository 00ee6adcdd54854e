package paas.router.http;

/**
 * The app that a route belongs to, named in request lines: its immutable id and its current name.
 */
public record RoutedApp(String id, String name) {
  /**
   * @throws IllegalArgumentException if id or name is empty
   */
  public RoutedApp {
    if (id.isEmpty() || name.isEmpty()) {
      throw new IllegalArgumentException("A routed app needs an id and a name");
    }
  }
}
