package paas.router.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where one incarnation of an instance listens: its name ({@code web.1}), IP address, port, and the
 * id that tells this container from the next one of the same name.
 */
public record Endpoint(String instance, String address, int port, String id) {
  /**
   * @throws IllegalArgumentException if the address is not an IP literal (the router never resolves
   *     names) or the port is not in 1–65535
   */
  public Endpoint {
    InetAddress.ofLiteral(address);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("Port " + port + " of " + instance + " is not in 1-65535");
    }
  }

  /** The socket address to connect to. */
  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }
}
