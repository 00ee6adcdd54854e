package paas.router.http.balance;

import java.util.Optional;
import paas.router.http.Route;
import paas.router.http.RouteSettings;
import paas.router.http.RoutedApp;
import paas.router.http.Target;

/** A route in force and, where its target has any, the endpoints to choose from. */
public record LiveRoute(Route route, Choice choice) {

  public Target target() {
    return route.target();
  }

  public RouteSettings settings() {
    return route.settings();
  }

  /** The app whose log the request line goes to; the platform's own host has none. */
  public Optional<RoutedApp> app() {
    return appOf(target());
  }

  static Optional<RoutedApp> appOf(Target target) {
    return switch (target) {
      case Target.Serving serving -> Optional.of(serving.app());
      case Target.Booting booting -> Optional.of(booting.app());
      case Target.Sleeping sleeping -> Optional.of(sleeping.app());
      case Target.Crashed crashed -> Optional.of(crashed.app());
      case Target.NoWeb noWeb -> Optional.of(noWeb.app());
      case Target.Blank blank -> Optional.of(blank.app());
      case Target.Maintenance maintenance -> Optional.of(maintenance.app());
      case Target.Moved moved -> Optional.of(moved.app());
      case Target.Platform _ -> Optional.empty();
    };
  }
}
