package paas.runner;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Probes by connecting, and closes at once. */
public final class TcpProbe implements Probe {
  @Override
  public boolean listening(String address, int port, Duration timeout) {
    try (var socket = new Socket()) {
      int millis = (int) Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
      socket.connect(new InetSocketAddress(address, port), millis);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }
}
