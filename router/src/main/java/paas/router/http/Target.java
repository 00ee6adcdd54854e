package paas.router.http;

import java.net.InetAddress;
import java.util.List;

/**
 * What answers for a hostname: instances, a waiting room, an error page, another hostname, or the
 * platform itself.
 */
public sealed interface Target {

  /**
   * Requests go to the least busy of these endpoints; none at all answers H14. A part of them, the
   * share, goes to others while one of those takes it.
   */
  record Serving(RoutedApp app, List<Endpoint> endpoints, Share share, RouteLimits limits)
      implements Target {
    public Serving {
      endpoints = List.copyOf(endpoints);
    }

    /** Without a share. */
    public Serving(RoutedApp app, List<Endpoint> endpoints, RouteLimits limits) {
      this(app, endpoints, Share.NONE, limits);
    }
  }

  /**
   * The app's first instances are starting: requests queue until a newer table serves the host, or
   * H20.
   */
  record Booting(RoutedApp app) implements Target {}

  /**
   * The app runs nothing until it is asked for: the first request has it woken, and all queue as
   * for one that boots.
   */
  record Sleeping(RoutedApp app) implements Target {}

  /** Every instance crashed: H10. */
  record Crashed(RoutedApp app) implements Target {}

  /** The app is scaled to no web instances, or has no web process: H14. */
  record NoWeb(RoutedApp app) implements Target {}

  /** Nothing was ever deployed: H81. */
  record Blank(RoutedApp app) implements Target {}

  /** Maintenance mode is on: H80. */
  record Maintenance(RoutedApp app) implements Target {}

  /** The app is asked for under another hostname only: clients are sent there (301, 308). */
  record Moved(RoutedApp app, Hostname to) implements Target {
    public Moved {
      if (to.isWildcard()) {
        throw new IllegalArgumentException("Nobody can be sent to " + to);
      }
    }
  }

  /** The platform's API and git, forwarded for loopback peers or over TLS only; 403 for others. */
  record Platform(String address, int port) implements Target {
    public Platform {
      InetAddress.ofLiteral(address);
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("Port " + port + " of the platform is not in 1-65535");
      }
    }
  }
}
