package paas.router.training;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import paas.router.control.RouterLink;
import paas.router.http.Endpoint;
import paas.router.http.Hostname;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RoutedApp;
import paas.router.http.Target;
import paas.router.tls.HttpsPolicy;
import paas.router.tls.ServedName;
import paas.router.tls.ServerCertificate;
import paas.router.tls.TlsTable;

/**
 * Everyday traffic through a router that runs beside this process, to an instance in this process.
 * The JVM of that router keeps what it learned in its AOT cache: which methods are hot, and what
 * they meet (JEP 515), and so needs less time to be fast after a start.
 */
public final class Training {
  private static final String HOST = "localhost";

  /**
   * Shaped like any other: paasd, which comes next, is given the lines that were not taken here.
   */
  private static final String APP = "00000000-0000-0000-0000-000000000000";

  private static final Duration A_WHILE = Duration.ofSeconds(30);

  private Training() {}

  /**
   * @param arguments the router's control socket, its HTTP port, its HTTPS port, a PKCS 12 file
   *     with a certificate for {@code localhost}, made with the password "training", and the
   *     seconds that each kind of traffic lasts
   */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    long requests =
        run(
            Path.of(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            Identity.read(Path.of(arguments[3])),
            Duration.ofSeconds(Integer.parseInt(arguments[4])));
    System.out.println("The router was trained by " + requests + " requests");
  }

  /** Returns of how many requests the router told. */
  static long run(Path socket, int http, int https, Identity identity, Duration each)
      throws IOException {
    LongAdder told = new LongAdder();
    try (Instance instance = Instance.start();
        RouterLink link =
            new RouterLink(socket, (epoch, lines) -> told.add(lines.size()), app -> {})) {
      link.publish(List.of(route(instance.port())), A_WHILE);
      link.publish(certificates(identity), A_WHILE);
      visit(new Visits(identity.trust()), http, https, each);
    }
    return told.sum();
  }

  private static void visit(Visits visits, int http, int https, Duration each) throws IOException {
    URI plain = URI.create("http://" + HOST + ":" + http);
    URI secure = URI.create("https://" + HOST + ":" + https);
    visits.keptAlive(plain, each);
    visits.keptAlive(secure, each);
    visits.http2(secure, each);
    visits.alone(plain, each);
    visits.alone(secure, each);
  }

  private static Route route(int port) {
    Endpoint instance = new Endpoint("web.1", Instance.ADDRESS, port, "training");
    return new Route(
        new Hostname(HOST),
        new Target.Serving(new RoutedApp(APP, "training"), List.of(instance), RouteLimits.DEFAULT));
  }

  private static TlsTable certificates(Identity identity) {
    return new TlsTable(
        1,
        List.of(
            new ServerCertificate(
                "training", List.of(new ServedName(HOST)), identity.pem(), HttpsPolicy.BOTH)),
        List.of());
  }
}
