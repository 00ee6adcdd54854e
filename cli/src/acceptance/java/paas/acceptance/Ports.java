package paas.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that start later. Each is given once, and below those that the kernel gives to
 * connections, so nobody else has taken it by then; each test process has some of its own.
 */
final class Ports {
  private static final int FIRST = 10_000;
  private static final int EACH = 5_000;
  private static final AtomicInteger NEXT =
      new AtomicInteger(FIRST + EACH * (Integer.getInteger("paas.fork", 1) - 1));

  private Ports() {}

  static int free() {
    int port = NEXT.getAndIncrement();
    while (!isFree(port)) {
      port = NEXT.getAndIncrement();
    }
    return port;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
