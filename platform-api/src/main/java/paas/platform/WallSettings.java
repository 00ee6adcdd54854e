package paas.platform;

import io.micronaut.core.value.PropertyResolver;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import paas.platform.app.PlatformSettings;

/**
 * What the owner says of the host's firewall.
 *
 * @param wanted false with {@code PAAS_HOST_FIREWALL=off}
 * @param ports of the host that apps and builds reach: the router's, HTTPS, and those that {@code
 *     PAAS_HOST_ALLOW} lists
 */
record WallSettings(boolean wanted, Set<Integer> ports) {
  /** Where something in front of the router ends TLS, apps call each other there. */
  private static final int HTTPS = 443;

  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

  static WallSettings of(PropertyResolver properties, PlatformSettings platform) {
    return of(
        properties.getProperty("paas.host.firewall", String.class).orElse("on"),
        properties.getProperty("paas.host.allow", String.class).orElse(""),
        platform.httpPort());
  }

  /** The texts of the two settings, and the router's port. */
  static WallSettings of(String firewall, String allowed, int router) {
    Set<Integer> ports = new TreeSet<>(Set.of(HTTPS));
    ports.add(router);
    Arrays.stream(allowed.split("[,\\s]+"))
        .filter(port -> !port.isEmpty())
        .map(WallSettings::port)
        .forEach(ports::add);
    return switch (firewall) {
      case "on", "true", "" -> new WallSettings(true, ports);
      case "off", "false" -> new WallSettings(false, ports);
      default ->
          throw new IllegalArgumentException(
              "PAAS_HOST_FIREWALL is on or off, not '" + firewall + "'");
    };
  }

  private static int port(String text) {
    if (!PORT.matcher(text).matches() || Integer.parseInt(text) > 65_535) {
      throw new IllegalArgumentException(
          "PAAS_HOST_ALLOW lists ports of this host that apps may reach, such as 5432,6379, not '"
              + text
              + "'");
    }
    return Integer.parseInt(text);
  }
}
