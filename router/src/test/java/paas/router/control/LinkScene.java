package paas.router.control;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.io.TempDir;
import paas.router.control.table.TableFile;
import paas.router.control.tls.TlsKeeper;
import paas.router.http.Endpoint;
import paas.router.http.Hostname;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RoutedApp;
import paas.router.http.Target;
import paas.router.http.balance.LiveEndpoint;
import paas.router.http.balance.LiveRoute;
import paas.router.http.balance.Tables;
import paas.router.tls.TlsTables;

/** Both halves of the link between paasd and a router, in one directory of a test. */
abstract class LinkScene {
  static final Duration SOON = Duration.ofSeconds(30);
  static final ControlLimits QUICK =
      new ControlLimits(
          1_000,
          1 << 20,
          100,
          1 << 18,
          Duration.ofMillis(1),
          Duration.ofMillis(50),
          Duration.ofMillis(200));
  static final RequestLineSink NOWHERE = (epoch, lines) -> {};

  @TempDir Path directory;
  LoadGauge gauge = appId -> List.of();
  final BlockingQueue<List<String>> woken = new LinkedBlockingQueue<>();

  /** The router's half without its proxy. */
  final class Half implements AutoCloseable {
    final Tables tables = new Tables();
    final LineSpool spool = new LineSpool(QUICK);
    final WakeUps wakeUps = new WakeUps();
    final TlsTables certificates = TlsTables.withJdkEngine();
    final ControlServer server;

    Half() throws IOException {
      this(false);
    }

    Half(boolean takesOver) throws IOException {
      server =
          ControlServer.open(
              socket(),
              tables,
              new TableFile(directory.resolve("table")),
              new TlsKeeper(certificates, directory.resolve("certificates")),
              spool,
              wakeUps,
              takesOver);
      server.start(gauge);
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  final Path socket() {
    return directory.resolve("router.sock");
  }

  final RouterLink link(RequestLineSink sink) {
    return new RouterLink(socket(), sink, woken::add, QUICK);
  }

  static List<Route> serving(Endpoint... endpoints) {
    return List.of(
        new Route(
            new Hostname("a.test"),
            new Target.Serving(new RoutedApp("id", "a"), List.of(endpoints), RouteLimits.DEFAULT)));
  }

  static List<Route> sleeping() {
    return List.of(
        new Route(new Hostname("a.test"), new Target.Sleeping(new RoutedApp("id", "a"))));
  }

  static Endpoint endpoint(int port) {
    return new Endpoint("web.1", "127.0.0.1", port, "c" + port);
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + SOON.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("Did not happen: " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  static LiveEndpoint claim(Tables tables) {
    LiveRoute route = tables.current().find("a.test", "/");
    if (route == null) {
      throw new AssertionError("No route");
    }
    LiveEndpoint claimed =
        route.choice().claim(new java.util.SplittableRandom(1), System.nanoTime(), List.of());
    if (claimed == null) {
      throw new AssertionError("No endpoint");
    }
    return claimed;
  }
}
