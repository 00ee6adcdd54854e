package paas.router;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import paas.router.control.ControlLimits;
import paas.router.http.message.TrustedProxies;
import paas.router.http.proxy.HttpLimits;
import paas.router.http.proxy.Transport;

/**
 * All that can be set about the router, and every bound that it keeps.
 *
 * @param tlsListen where HTTPS is served; none where it is off
 * @param publicTlsPort where clients reach that, if not at the same port: behind a mapping of ports
 * @param home the platform's directory; the router writes under {@code router/} in it only
 * @param transport one that this machine has
 * @param eventLoops threads that serve requests
 * @param proxyProtocol whether every connection begins with a header of the PROXY protocol
 * @param finishing how long a stopping router lets requests in flight end, and a retiring one waits
 *     for a request on a connection that has none
 * @param retiring how long a retiring router lets requests in flight end
 * @param flushing how long it then waits for its request lines to be taken
 */
public record RouterSettings(
    Path home,
    InetSocketAddress listen,
    List<InetSocketAddress> tlsListen,
    OptionalInt publicTlsPort,
    Transport transport,
    int eventLoops,
    TrustedProxies trusted,
    boolean proxyProtocol,
    HttpLimits http,
    ControlLimits control,
    Duration finishing,
    Duration retiring,
    Duration flushing) {
  private static final String OFF = "off";
  private static final String ON = "on";
  private static final String AUTO = "auto";
  private static final String PUBLIC_TLS_PORT = "PAAS_PUBLIC_HTTPS_PORT";
  private static final int MOST_THREADS = 256;

  /**
   * Reads PAAS_HOME, PAAS_HTTP_BIND, PAAS_HTTP_PORT, PAAS_HTTPS_PORT (or {@code off}),
   * PAAS_PUBLIC_HTTPS_PORT, PAAS_ROUTER_THREADS, PAAS_ROUTER_TRANSPORT ({@code auto}, {@code
   * io_uring} or {@code epoll}), PAAS_TRUSTED_PROXIES (addresses and CIDR blocks, separated by
   * commas) and PAAS_PROXY_PROTOCOL ({@code on} or {@code off}).
   *
   * @throws IllegalArgumentException naming the variable that holds a bad value
   */
  public static RouterSettings from(Map<String, String> environment, String user, Path userHome) {
    boolean root = user.equals("root");
    InetAddress bind = bind(environment);
    String http = environment.getOrDefault("PAAS_HTTP_PORT", root ? "80" : "8080");
    return new RouterSettings(
        home(environment, root, userHome),
        new InetSocketAddress(bind, port("PAAS_HTTP_PORT", http)),
        tlsListen(environment, bind, http),
        publicTlsPort(environment),
        transport(environment),
        threads(environment),
        trusted(environment),
        proxyProtocol(environment),
        HttpLimits.DEFAULT,
        ControlLimits.DEFAULT,
        Duration.ofSeconds(10),
        Duration.ofMinutes(5),
        Duration.ofSeconds(2));
  }

  private static Path home(Map<String, String> environment, boolean root, Path userHome) {
    String home = environment.getOrDefault("PAAS_HOME", "");
    if (!home.isEmpty()) {
      return Path.of(home);
    }
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    Path user = data.isEmpty() ? userHome.resolve(".local/share") : Path.of(data);
    return root ? Path.of("/var/lib/paas") : user.resolve("paas");
  }

  private static InetAddress bind(Map<String, String> environment) {
    String address = environment.getOrDefault("PAAS_HTTP_BIND", "0.0.0.0");
    try {
      return InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "PAAS_HTTP_BIND is '" + address + "'; set it to an IP address, such as 127.0.0.1", e);
    }
  }

  /** Besides the usual ports only; a second platform on this machine has to be told its own. */
  private static List<InetSocketAddress> tlsListen(
      Map<String, String> environment, InetAddress bind, String http) {
    String usual =
        switch (http) {
          case "80" -> "443";
          case "8080" -> "8443";
          default -> OFF;
        };
    String port = environment.getOrDefault("PAAS_HTTPS_PORT", usual);
    return port.equals(OFF)
        ? List.of()
        : List.of(new InetSocketAddress(bind, port("PAAS_HTTPS_PORT", port)));
  }

  private static OptionalInt publicTlsPort(Map<String, String> environment) {
    String port = environment.getOrDefault(PUBLIC_TLS_PORT, "");
    if (port.isEmpty()) {
      return OptionalInt.empty();
    }
    int number = port(PUBLIC_TLS_PORT, port);
    if (number == 0) {
      throw new IllegalArgumentException(
          PUBLIC_TLS_PORT + " is '0'; set it to the port that clients connect to, such as 443");
    }
    return OptionalInt.of(number);
  }

  private static int port(String variable, String port) {
    try {
      int number = Integer.parseInt(port);
      if (number >= 0 && number <= 65_535) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as for a number out of range.
    }
    throw new IllegalArgumentException(
        variable + " is '" + port + "'; set it to a port number, such as 8080");
  }

  private static Transport transport(Map<String, String> environment) {
    String setting = environment.getOrDefault("PAAS_ROUTER_TRANSPORT", AUTO);
    Transport transport =
        switch (setting) {
          case AUTO -> Transport.fastest();
          case "io_uring" -> Transport.IO_URING;
          case "epoll" -> Transport.EPOLL;
          default ->
              throw new IllegalArgumentException(
                  "PAAS_ROUTER_TRANSPORT is '%s'; set it to auto, io_uring or epoll"
                      .formatted(setting));
        };
    transport
        .whyNot()
        .ifPresent(why -> {
          throw new IllegalArgumentException(
              "PAAS_ROUTER_TRANSPORT is '%s', which this machine does not have (%s); set it to auto"
                  .formatted(setting, why));
        });
    return transport;
  }

  /** One per processor, and two where there is but one: a slow look-up must not hold up all. */
  private static int threads(Map<String, String> environment) {
    String threads = environment.getOrDefault("PAAS_ROUTER_THREADS", "");
    if (threads.isEmpty()) {
      return Math.max(2, Runtime.getRuntime().availableProcessors());
    }
    try {
      int number = Integer.parseInt(threads);
      if (number >= 1 && number <= MOST_THREADS) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as for a number out of range.
    }
    throw new IllegalArgumentException(
        "PAAS_ROUTER_THREADS is '%s'; set it to a number from 1 to %d"
            .formatted(threads, MOST_THREADS));
  }

  private static TrustedProxies trusted(Map<String, String> environment) {
    String list = environment.getOrDefault("PAAS_TRUSTED_PROXIES", "");
    try {
      return TrustedProxies.parse(list);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "PAAS_TRUSTED_PROXIES is '%s'; set it to addresses or blocks, such as 10.0.0.0/8"
              .formatted(list),
          e);
    }
  }

  private static boolean proxyProtocol(Map<String, String> environment) {
    String setting = environment.getOrDefault("PAAS_PROXY_PROTOCOL", OFF);
    if (!setting.equals(ON) && !setting.equals(OFF)) {
      throw new IllegalArgumentException(
          "PAAS_PROXY_PROTOCOL is '" + setting + "'; set it to on or off");
    }
    return setting.equals(ON);
  }

  /** The control socket. */
  public Path socket() {
    return home.resolve("router/router.sock");
  }

  /** The last certificates, with their private keys. */
  public Path certificates() {
    return home.resolve("router/certificates");
  }

  /** The last route table. */
  public Path table() {
    return home.resolve("router/table");
  }
}
