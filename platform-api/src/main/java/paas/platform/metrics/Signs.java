package paas.platform.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import paas.platform.release.ProcessType;
import paas.router.http.Hostname;
import paas.router.http.PathPrefix;

/**
 * The routes of one app, to tell which of them a request came by: the router's own rules, an exact
 * hostname before a wildcard, the longest of several. Immutable.
 */
public final class Signs {
  public static final Signs NONE = new Signs(List.of());

  private static final Comparator<Sign> LONGEST_PATH_FIRST =
      Comparator.comparingInt((Sign sign) -> sign.path().value().length()).reversed();

  /** One of them, and the process type that answers there. */
  record Sign(Hostname host, PathPrefix path, ProcessType type) {
    RouteName name() {
      return new RouteName(host.value(), path.value());
    }
  }

  private final Map<String, List<Sign>> exact = new HashMap<>();
  private final Map<String, List<Sign>> wildcards = new HashMap<>();
  private final Map<RouteName, ProcessType> types = new HashMap<>();

  Signs(List<Sign> signs) {
    List<Sign> sorted = new ArrayList<>(signs);
    sorted.sort(LONGEST_PATH_FIRST);
    for (Sign sign : sorted) {
      (sign.host().isWildcard() ? wildcards : exact)
          .computeIfAbsent(sign.host().base(), host -> new ArrayList<>())
          .add(sign);
      types.put(sign.name(), sign.type());
    }
  }

  /** What answers there; empty when that is no route of the app any more. */
  public Optional<ProcessType> type(RouteName route) {
    return Optional.ofNullable(types.get(route));
  }

  /** The route that a request with this host and target came by, or {@link RouteName#OTHER}. */
  RouteName find(String host, String target) {
    return among(exact.getOrDefault(host, List.of()), target)
        .or(() -> byWildcard(host, target))
        .orElse(RouteName.OTHER);
  }

  private Optional<RouteName> byWildcard(String host, String target) {
    int dot = wildcards.isEmpty() ? -1 : host.indexOf('.');
    for (; dot > 0; dot = host.indexOf('.', dot + 1)) {
      List<Sign> below = wildcards.get(host.substring(dot + 1));
      if (below != null) {
        return among(below, target);
      }
    }
    return Optional.empty();
  }

  private static Optional<RouteName> among(List<Sign> signs, String target) {
    for (Sign sign : signs) {
      if (sign.path().covers(target)) {
        return Optional.of(sign.name());
      }
    }
    return Optional.empty();
  }
}
