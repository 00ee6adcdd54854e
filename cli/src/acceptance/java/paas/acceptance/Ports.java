package paas.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Ports for servers that start later. Each is given once, and is below those that the kernel gives
 * to connections, so nobody else has taken it by then.
 */
final class Ports {
  private static final int FIRST = 10_000;
  private static final int EACH = 500;
  private static final int LAST = 30_000;

  /** Its port is the first of those that are this test process's, for as long as it runs. */
  private static final ServerSocket OURS = claim();

  private static int next = OURS.getLocalPort() + 1;

  private Ports() {}

  static synchronized int free() {
    while (next < OURS.getLocalPort() + EACH) {
      int port = next++;
      try {
        listen(port).close();
        return port;
      } catch (IOException e) {
        // Somebody else's.
      }
    }
    throw new IllegalStateException("All ports of this process are given; raise EACH.");
  }

  private static ServerSocket claim() {
    for (int first = FIRST; first < LAST; first += EACH) {
      try {
        return listen(first);
      } catch (IOException e) {
        // Another test process's.
      }
    }
    throw new IllegalStateException("No port from 10000 to 30000 is free.");
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }
}
