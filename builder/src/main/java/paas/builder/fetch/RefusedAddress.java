package paas.builder.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A name leads to an address that users may not reach through the platform. */
public final class RefusedAddress extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  RefusedAddress(String host, InetAddress address) {
    super(
        host
            + " leads to "
            + address.getHostAddress()
            + ", which is not a public address; the platform's owner can allow the host with PAAS_BUILDPACK_HOSTS");
  }
}
