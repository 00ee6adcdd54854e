package paas.cli.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * Opens sockets: every address of a name in turn, TLS with the host name verified when the origin
 * wants it.
 */
public final class Dialer {
  private static final int CONNECT_MILLIS = 10_000;

  private final Roots roots;

  // Guarded by this.
  private Optional<SSLSocketFactory> factory = Optional.empty();

  /**
   * @param roots who is believed besides Java's own authorities
   */
  public Dialer(Roots roots) {
    this.roots = roots;
  }

  /** A connected socket whose reads time out after that many milliseconds (0: never). */
  public Socket dial(Origin origin, int readMillis) throws IOException {
    Socket plain = connect(origin);
    try {
      plain.setTcpNoDelay(true);
      plain.setSoTimeout(readMillis);
      return origin.secure() ? tls(plain, origin) : plain;
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  private static Socket connect(Origin origin) throws IOException {
    IOException last = new IOException("no address for " + origin.host());
    for (InetAddress address : addresses(origin.lookupName())) {
      Socket socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(address, origin.port()), CONNECT_MILLIS);
        return socket;
      } catch (IOException e) {
        socket.close();
        last = e;
      }
    }
    throw last;
  }

  /**
   * Names under .localhost are this machine (RFC 6761 section 6.3), though glibc does not resolve
   * them.
   */
  private static InetAddress[] addresses(String host) throws UnknownHostException {
    return InetAddress.getAllByName(host.endsWith(".localhost") ? "localhost" : host);
  }

  private Socket tls(Socket plain, Origin origin) throws IOException {
    SSLSocket socket =
        (SSLSocket) factory().createSocket(plain, origin.lookupName(), origin.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** Made once: a command opens several connections, and Java's authorities take long to read. */
  private synchronized SSLSocketFactory factory() throws IOException {
    if (factory.isEmpty()) {
      factory = Optional.of(newFactory());
    }
    return factory.get();
  }

  private SSLSocketFactory newFactory() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManager[] known = {new KnownAuthorities(Roots.ofJava(), roots)};
      context.init(null, known, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException("This Java cannot do TLS: " + e.getMessage(), e);
    }
  }

  /**
   * Whether the other end was refused because nobody who is believed has issued its certificate.
   */
  public static boolean isUntrusted(IOException failure) {
    return KnownAuthorities.isUnknownAuthority(failure);
  }
}
