package paas.platform.pack;

import java.io.IOException;

/** A pack that is not taken: the message says why, and what its sender can do. */
final class PackRefused extends IOException {
  private static final long serialVersionUID = 1L;

  PackRefused(String message) {
    super(message);
  }
}
