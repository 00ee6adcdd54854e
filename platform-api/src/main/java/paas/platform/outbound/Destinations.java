package paas.platform.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import paas.platform.fault.Rejected;

/**
 * Where the platform may connect to on a user's behalf: the public internet, and what the
 * platform's admin has allowed by name ({@code PAAS_FETCH_ALLOW}: host:port, separated by commas).
 */
public final class Destinations {
  private static final int LONGEST_URL = 2000;

  /** Looks names up; the JDK's own, but for tests. */
  @FunctionalInterface
  interface Names {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  private record Allowed(String host, int port) {
    static Allowed parse(String text) {
      int colon = text.lastIndexOf(':');
      String port = text.substring(colon + 1);
      if (colon < 1 || !port.matches("[1-9][0-9]{0,4}")) {
        throw new IllegalArgumentException(
            "PAAS_FETCH_ALLOW is a list of host:port, such as git.internal.example:443, not '"
                + text
                + "'");
      }
      return new Allowed(text.substring(0, colon), Integer.parseInt(port));
    }
  }

  private final List<Allowed> allowed;
  private final Names names;

  public Destinations(String allowed) {
    this(allowed, InetAddress::getAllByName);
  }

  Destinations(String allowed, Names names) {
    this.allowed =
        Stream.of(allowed.split(",", -1))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(Allowed::parse)
            .toList();
    this.names = names;
  }

  /**
   * A URL that may be asked for, as far as can be seen now: http or https, without a user, to a
   * host whose addresses may be connected to.
   */
  public URI admit(String text) {
    URI url = parse(text);
    try {
      choose(host(url), port(url));
      return url;
    } catch (UnknownHostException e) {
      throw Rejected.invalid(
          "There is no host " + url.getHost() + ": check the URL for a typing mistake.");
    }
  }

  private static URI parse(String text) {
    if (text.length() > LONGEST_URL) {
      throw Rejected.invalid("That URL is longer than " + LONGEST_URL + " characters.");
    }
    try {
      URI url = new URI(text);
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      if (!scheme.equals("https") && !scheme.equals("http") || url.getHost() == null) {
        throw notFetched();
      }
      if (url.getRawUserInfo() != null) {
        throw Rejected.invalid(
            "A URL with a user or password in it would show them: leave them out, and store them"
                + " with `paas git:auth HOST USER`.");
      }
      return url;
    } catch (URISyntaxException e) {
      throw notFetched();
    }
  }

  private static Rejected notFetched() {
    return Rejected.invalid("Only http:// and https:// URLs are fetched: give one of those.");
  }

  static String host(URI url) {
    String host = url.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  static int port(URI url) {
    boolean https = url.getScheme().equalsIgnoreCase("https");
    return url.getPort() >= 0 ? url.getPort() : https ? 443 : 80;
  }

  /** The address to connect to, judged; the caller must use it and not look the name up again. */
  InetAddress choose(String host, int port) throws UnknownHostException {
    InetAddress[] found = names.addresses(host);
    Optional<InetAddress> first = Arrays.stream(found).findFirst();
    if (first.isPresent() && Arrays.stream(found).allMatch(a -> permitted(a, port))) {
      return first.get();
    }
    throw Rejected.invalid(
        "The platform does not connect to "
            + host
            + ":"
            + port
            + " for its users: that is not an address of the public internet. Its admin can allow"
            + " it: PAAS_FETCH_ALLOW="
            + host
            + ":"
            + port);
  }

  private boolean permitted(InetAddress address, int port) {
    return PublicAddress.is(address)
        || allowed.stream().anyMatch(entry -> entry.port() == port && named(entry, address));
  }

  private boolean named(Allowed entry, InetAddress address) {
    try {
      return List.of(names.addresses(entry.host())).contains(address);
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
