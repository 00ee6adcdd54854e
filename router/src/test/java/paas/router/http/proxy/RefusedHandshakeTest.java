package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import paas.router.tls.HttpsPolicy;
import paas.router.tls.TlsTable;
import paas.router.tls.TlsTables;

/** How a connection ends whose handshake the router refuses, as the client's socket sees it. */
final class RefusedHandshakeTest {
  private static final int ALERT = 21;

  static List<TlsTables> engines() {
    return List.of(TlsTables.withBestEngine(), TlsTables.withJdkEngine());
  }

  /** Of TLS 1.2, whose alerts can be read here. */
  private static byte[] hello() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Certificates.Trusting()}, null);
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(true);
    engine.setEnabledProtocols(new String[] {"TLSv1.2"});
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(TestRouter.HOST)));
    engine.setSSLParameters(parameters);
    ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), record);
    byte[] bytes = new byte[record.flip().remaining()];
    record.get(bytes);
    return bytes;
  }

  /** A record that nobody sealed. */
  private static byte[] forged() {
    byte[] record = new byte[5 + 64];
    record[0] = 23;
    record[1] = 3;
    record[2] = 3;
    record[4] = 64;
    return record;
  }

  /** The kind of the last record before the end of the stream. */
  private static int lastRecord(DataInputStream in) throws IOException {
    int last = -1;
    for (int kind = in.read(); kind >= 0; kind = in.read()) {
      last = kind;
      in.skipNBytes(2);
      in.skipNBytes(in.readUnsignedShort());
    }
    return last;
  }

  @ParameterizedTest
  @MethodSource("engines")
  void clientThatGoesOnSendingIsReadForAWhileOnly(TlsTables tls) throws Exception {
    tls.apply(
        new TlsTable(
            1,
            List.of(Certificates.certificate("a", HttpsPolicy.BOTH, TestRouter.HOST)),
            List.of()));
    try (TestRouter router = TestRouter.open(tls);
        Socket socket = new Socket()) {
      InetSocketAddress address = router.server.tlsAddress().orElseThrow();
      socket.connect(address);
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(hello());
      out.write(forged());
      assertEquals(ALERT, lastRecord(new DataInputStream(socket.getInputStream())));
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () ->
              assertThrows(
                  IOException.class,
                  () -> {
                    while (true) {
                      out.write(forged());
                    }
                  }));
    }
  }
}
