package paas.platform.check;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What config vars tell without their values: names of those that hold an address of a service, of
 * those whose address is this very instance, and switches that belong on a developer's machine.
 */
public record ConfigFacts(List<String> services, List<String> loopback, List<String> development) {
  public static final ConfigFacts NONE = new ConfigFacts(List.of(), List.of(), List.of());

  private static final Pattern ADDRESS = Pattern.compile("(?s)[a-z][a-z0-9+]{1,19}://.+");
  private static final Pattern LOOPBACK =
      Pattern.compile(
          "(?s)[a-z][a-z0-9+]{1,19}://([^/]*@)?(localhost|127\\.0\\.0\\.1|\\[::1])([:/?].*)?");
  private static final Set<String> MODES =
      Set.of("NODE_ENV", "RAILS_ENV", "RACK_ENV", "APP_ENV", "FLASK_ENV", "ASPNETCORE_ENVIRONMENT");
  private static final Set<String> SWITCHES =
      Set.of("DEBUG", "FLASK_DEBUG", "DJANGO_DEBUG", "APP_DEBUG");

  public ConfigFacts {
    services = List.copyOf(services);
    loopback = List.copyOf(loopback);
    development = List.copyOf(development);
  }

  public static ConfigFacts of(Map<String, String> config) {
    Map<String, String> sorted = new TreeMap<>(config);
    return new ConfigFacts(
        sorted.keySet().stream().filter(key -> matches(ADDRESS, sorted, key)).toList(),
        sorted.keySet().stream().filter(key -> matches(LOOPBACK, sorted, key)).toList(),
        sorted.entrySet().stream()
            .filter(var -> development(var.getKey(), var.getValue().toLowerCase(Locale.ROOT)))
            .map(Map.Entry::getKey)
            .toList());
  }

  private static boolean matches(Pattern pattern, Map<String, String> config, String key) {
    return pattern.matcher(config.getOrDefault(key, "")).matches();
  }

  private static boolean development(String key, String value) {
    return MODES.contains(key)
        ? value.equals("development") || value.equals("dev")
        : SWITCHES.contains(key) && (value.equals("1") || value.equals("true"));
  }
}
