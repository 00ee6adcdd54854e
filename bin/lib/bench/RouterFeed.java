import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import paas.router.control.RequestLine;
import paas.router.control.RouterLink;
import paas.router.http.Endpoint;
import paas.router.http.Hostname;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RoutedApp;
import paas.router.http.Target;
import paas.router.logs.LogLimits;
import paas.router.logs.LogLine;
import paas.router.logs.LogRouter;
import paas.router.logs.Origin;
import paas.router.logs.Position;
import paas.router.logs.StreamId;
import paas.router.tls.HttpsPolicy;
import paas.router.tls.KeyPairPem;
import paas.router.tls.ServedName;
import paas.router.tls.ServerCertificate;
import paas.router.tls.TlsTable;

/**
 * Does for one router what paasd does: publishes the hostnames of one app (app-0.test, app-1.test,
 * …) with one instance, as the peers have one server, one upstream and one log, and stores every
 * request line until its input ends.
 *
 * <p>Usage: RouterFeed SOCKET LOGS HOSTS UPSTREAM-PORT CHAIN KEY. Prints "ready" once the table is in force,
 * and how many lines it stored in the end. A number on its input is how many hostnames the next table has, of which
 * all but the first ones lead to other apps, one of them deployed since the table before; "published MS" follows, with how long the router took.
 */
final class RouterFeed {
  private static final int HOSTS_OF_A_STRANGER = 200;
  private static final Origin ROUTER = new Origin("router");

  private RouterFeed() {}

  public static void main(String[] arguments) throws IOException {
    LogRouter logs = LogRouter.open(Path.of(arguments[1]), LogLimits.standard(), Clock.systemUTC());
    AtomicLong stored = new AtomicLong();
    RouterLink link =
        new RouterLink(
            Path.of(arguments[0]),
            (epoch, lines) -> {
              store(logs, epoch, lines);
              stored.addAndGet(lines.size());
            },
            app -> {});
    List<Route> routes = routes(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
    link.publish(routes, Duration.ofSeconds(30));
    link.publish(certificates(arguments), Duration.ofSeconds(30));
    System.out.println("ready");
    publishWhatIsAskedFor(link, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
    link.close();
    logs.close();
    System.out.println("stored " + stored);
  }

  private static void publishWhatIsAskedFor(RouterLink link, int hosts, int upstream)
      throws IOException {
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, US_ASCII));
    int deploys = 0;
    // As paasd does, what an app had is kept until it is deployed again.
    List<Route> ours = routes(hosts, upstream);
    Map<Integer, List<Route>> apps = new TreeMap<>();
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      int strangers = (Integer.parseInt(line) - hosts) / HOSTS_OF_A_STRANGER;
      for (int app = 0; app < strangers; app++) {
        apps.computeIfAbsent(app, number -> strange(number, upstream, 0));
      }
      // One app is deployed from table to table: its instances are others each time.
      int deployed = deploys++ % strangers;
      apps.put(deployed, strange(deployed, upstream, deploys));
      List<Route> routes = new ArrayList<>(ours);
      apps.values().forEach(routes::addAll);
      long begun = System.nanoTime();
      link.publish(routes, Duration.ofSeconds(30));
      System.out.println("published " + (System.nanoTime() - begun) / 1_000_000);
    }
  }

  /** The hostnames of an app that nobody asks for. */
  private static List<Route> strange(int number, int upstream, int deploy) {
    String app = "strange-" + number;
    Endpoint instance = new Endpoint("web.1", "127.0.0.1", upstream, app + "-" + deploy);
    Target target =
        new Target.Serving(new RoutedApp(app, app), List.of(instance), RouteLimits.DEFAULT);
    return IntStream.range(0, HOSTS_OF_A_STRANGER)
        .mapToObj(host -> new Route(new Hostname("host-" + host + "." + app + ".test"), target))
        .toList();
  }

  /** One for all hostnames. */
  private static TlsTable certificates(String[] arguments) throws IOException {
    List<ServedName> names =
        Stream.concat(
                Stream.of(new ServedName("localhost")),
                IntStream.range(0, Integer.parseInt(arguments[2]))
                    .mapToObj(number -> new ServedName("app-" + number + ".test")))
            .toList();
    KeyPairPem pair =
        new KeyPairPem(Files.readString(Path.of(arguments[4])), Files.readString(Path.of(arguments[5])));
    return new TlsTable(
        1, List.of(new ServerCertificate("bench", names, pair, HttpsPolicy.BOTH)), List.of());
  }

  private static List<Route> routes(int hosts, int upstream) {
    return IntStream.range(0, hosts).mapToObj(number -> route(number, upstream)).toList();
  }

  private static Route route(int number, int upstream) {
    RoutedApp app = new RoutedApp("app-id", "app");
    Endpoint instance = new Endpoint("web.1", "127.0.0.1", upstream, "instance");
    return new Route(
        new Hostname("app-" + number + ".test"),
        new Target.Serving(app, List.of(instance), RouteLimits.DEFAULT));
  }

  private static void store(LogRouter logs, String epoch, List<RequestLine> lines) {
    Map<String, List<LogLine>> byApp = new HashMap<>();
    for (RequestLine line : lines) {
      byApp
          .computeIfAbsent(line.appId(), _ -> new ArrayList<>())
          .add(new LogLine(line.at(), "paas", "router", line.text()));
    }
    Position after = new Position(epoch + ":" + lines.getLast().sequence());
    byApp.forEach((app, ofApp) -> logs.append(new StreamId(app), ROUTER, after, ofApp));
  }
}
