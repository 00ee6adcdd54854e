package paas.builder.fetch;

import java.net.UnknownHostException;

/** A name leads to an address that users may not reach through the platform. */
public final class RefusedAddress extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  RefusedAddress(String host, int port) {
    super(
        "%s:%d is not a public address; the platform's owner can allow it: %s=%s:%d"
            .formatted(host, port, CheckedNames.SETTING, host, port));
  }
}
