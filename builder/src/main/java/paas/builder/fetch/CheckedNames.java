package paas.builder.fetch;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names for the HTTP client, which connects to just these addresses: a name that leads to
 * any address that is not public is refused, unless the platform's owner named the host.
 */
final class CheckedNames implements DnsResolver {
  private final Set<String> trusted;

  CheckedNames(Set<String> trusted) {
    this.trusted = Set.copyOf(trusted);
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = InetAddress.getAllByName(host);
    if (!trusted.contains(host.toLowerCase(Locale.ROOT))) {
      for (InetAddress address : addresses) {
        if (!PublicAddresses.contain(address) || ofThisMachine(address)) {
          throw new RefusedAddress(host, address);
        }
      }
    }
    return addresses;
  }

  /** Its own public address leads to services that a firewall keeps from others. */
  private static boolean ofThisMachine(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true;
    }
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
