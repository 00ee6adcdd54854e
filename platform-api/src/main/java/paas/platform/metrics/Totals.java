package paas.platform.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import paas.platform.app.AppId;
import paas.router.control.RequestFacts;

/**
 * What all apps' requests add up to since paasd runs, for those who scrape. Of each app no more
 * routes are kept apart than in its history. Thread-safe.
 */
public final class Totals {
  /** One app's. */
  private static final class OfApp {
    final Map<RouteName, Total> routes = new TreeMap<>();
    long dropped;
  }

  private final Map<String, OfApp> apps = new ConcurrentHashMap<>();

  Totals() {}

  void add(String appId, RouteName route, RequestFacts.Answered facts) {
    OfApp app = of(appId);
    synchronized (app) {
      boolean kept = app.routes.containsKey(route) || app.routes.size() < AppTraffic.ROUTES;
      app.routes.computeIfAbsent(kept ? route : RouteName.OTHER, name -> new Total()).add(facts);
    }
  }

  void drop(String appId, long requests) {
    OfApp app = of(appId);
    synchronized (app) {
      app.dropped += requests;
    }
  }

  private OfApp of(String appId) {
    return apps.computeIfAbsent(appId, id -> new OfApp());
  }

  /** Whether the app was asked for. */
  public boolean has(AppId id) {
    return apps.containsKey(id.toString());
  }

  /** By route; what is no route of the app any more gives up its place, and its figures. */
  public List<RouteTotal> of(AppId id, Predicate<RouteName> isRoute) {
    OfApp app = apps.get(id.toString());
    if (app == null) {
      return List.of();
    }
    synchronized (app) {
      app.routes.keySet().removeIf(route -> !route.isOther() && !isRoute.test(route));
      return app.routes.entrySet().stream()
          .map(entry -> entry.getValue().of(entry.getKey()))
          .toList();
    }
  }

  /** Requests of the app whose lines were dropped. */
  public long dropped(AppId id) {
    OfApp app = apps.get(id.toString());
    if (app == null) {
      return 0;
    }
    synchronized (app) {
      return app.dropped;
    }
  }

  /** Forgets all other apps. */
  public void keepOnly(Set<AppId> living) {
    apps.keySet().retainAll(living.stream().map(AppId::toString).collect(Collectors.toSet()));
  }
}
