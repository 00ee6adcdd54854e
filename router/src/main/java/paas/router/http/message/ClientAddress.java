package paas.router.http.message;

import io.netty.util.NetUtil;
import java.net.InetAddress;

/**
 * Who is at the other end of a client connection, worked out once per connection.
 *
 * @param text the address as written in headers and request lines; of IPv6 as RFC 5952 has it
 * @param loopback whether it is on this machine, by the connection too
 * @param port the port that the client connected to
 * @param secure whether it came by TLS, to this router
 * @param trusted whether this peer's {@code X-Forwarded-*} fields are believed
 */
public record ClientAddress(
    String text, boolean loopback, boolean secure, boolean trusted, String port) {

  public static ClientAddress of(
      InetAddress peer, int localPort, boolean secure, TrustedProxies proxies) {
    return new ClientAddress(
        text(peer),
        peer.isLoopbackAddress(),
        secure,
        proxies.contains(peer),
        Integer.toString(localPort));
  }

  /**
   * The same for a client that a peer speaks for: what the peer says makes nobody a client on this
   * machine that is not on this machine itself.
   */
  public static ClientAddress of(
      InetAddress client, InetAddress peer, int port, boolean secure, TrustedProxies proxies) {
    ClientAddress said = of(client, port, secure, proxies);
    return new ClientAddress(
        said.text, said.loopback && peer.isLoopbackAddress(), secure, said.trusted, said.port);
  }

  /**
   * Without the interface that it came by: that is nothing to others, who take the rest for an
   * address; io_uring names one, be it none, of all addresses of IPv6.
   */
  public static String text(InetAddress address) {
    return NetUtil.toAddressString(address);
  }

  public InetAddress address() {
    return InetAddress.ofLiteral(text);
  }
}
