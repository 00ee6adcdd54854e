package paas.builder.fetch;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names for fetches, which connect to just these addresses: a name that leads to any
 * address that is not public is refused, unless the platform's owner named the host.
 */
public final class CheckedNames implements DnsResolver {
  /** The owner's setting: hosts or host:port, with commas between. */
  public static final String SETTING = "PAAS_FETCH_ALLOW";

  private static final Pattern ENTRY =
      Pattern.compile("(\\[[0-9a-f:.]+]|[^:\\[\\]/@\\s]+)(:[1-9][0-9]{0,4})?");

  /** Looks names up; the JDK's own, but for tests. */
  @FunctionalInterface
  interface Names {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  private final Set<String> allowed;
  private final Names names;

  CheckedNames(Set<String> allowed, Names names) {
    this.allowed = Set.copyOf(allowed);
    this.names = names;
  }

  /** Public addresses, and those of the hosts that {@value #SETTING} lists. */
  public static CheckedNames allowing(String list) {
    return new CheckedNames(entries(list), InetAddress::getAllByName);
  }

  static Set<String> entries(String list) {
    return Arrays.stream(list.toLowerCase(Locale.ROOT).split("[,\\s]+"))
        .filter(entry -> !entry.isEmpty())
        .map(CheckedNames::entry)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String entry(String text) {
    if (!ENTRY.matcher(text).matches()) {
      throw new IllegalArgumentException(
          SETTING + " is a list of hosts, such as git.internal.example:443, not '" + text + "'");
    }
    return text;
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    InetAddress[] addresses = names.addresses(host);
    String name = host.toLowerCase(Locale.ROOT);
    boolean trusted = allowed.contains(name) || allowed.contains(name + ":" + port);
    if (!trusted && !Stream.of(addresses).allMatch(PublicAddresses::contain)) {
      throw new RefusedAddress(host, port);
    }
    return Stream.of(addresses).map(address -> new InetSocketAddress(address, port)).toList();
  }

  @Override
  public InetAddress[] resolve(String host) {
    throw new UnsupportedOperationException("an address is judged with its port");
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
