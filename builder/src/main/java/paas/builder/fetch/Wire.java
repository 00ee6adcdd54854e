package paas.builder.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A connection to a host and port that a user wrote, to a judged address only. Thread-safe. */
public final class Wire implements AutoCloseable {
  private static final int CONNECT = (int) Duration.ofSeconds(10).toMillis();

  /** Closed in place of the TLS around it, whose end would wait for a write that hangs. */
  private final Socket plain;

  private final Socket spoken;

  private Wire(Socket plain, Socket spoken) {
    this.plain = plain;
    this.spoken = spoken;
  }

  /**
   * Connects to the first of the host's addresses that takes it.
   *
   * @param tls speaks TLS, with nobody but who has a certificate for the host
   * @throws IOException {@link RefusedAddress}, or what the last address answered with
   */
  public static Wire connect(CheckedNames names, String host, int port, boolean tls)
      throws IOException {
    Socket plain = connect(names, host, port);
    try {
      return new Wire(plain, tls ? secure(plain, host, port) : plain);
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private static Socket connect(CheckedNames names, String host, int port) throws IOException {
    IOException last = new ConnectException(host + " has no address");
    for (InetSocketAddress address : names.resolve(host, port)) {
      Socket socket = new Socket();
      try {
        socket.connect(address, CONNECT);
        socket.setKeepAlive(true);
        return socket;
      } catch (IOException e) {
        socket.close();
        last = e;
      }
    }
    throw last;
  }

  private static Socket secure(Socket plain, String host, int port) throws IOException {
    var secure = (SSLSocket) HttpWay.tls().getSocketFactory().createSocket(plain, host, port, true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.setSoTimeout(CONNECT);
    secure.startHandshake();
    secure.setSoTimeout(0);
    return secure;
  }

  /** What the other end says; it ends with the connection. */
  public InputStream in() throws IOException {
    return spoken.getInputStream();
  }

  public OutputStream out() throws IOException {
    return spoken.getOutputStream();
  }

  /** Ends it at once, and with it a read or write under way. Idempotent. */
  @Override
  public void close() throws IOException {
    plain.close();
  }
}
