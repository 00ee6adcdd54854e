package paas.platform.secure.acme;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import paas.platform.cert.TestCertificates;

/** Let's Encrypt's test server (Debian package), which takes one external account: kid-1. */
final class Pebble implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final String MAC_KEY =
      "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";

  private final Path home;
  private final int port = freePort();
  private final Process process;

  /** Checks at these ports, by this name server. */
  Pebble(Path home, int dnsPort, int httpPort, int httpsPort) throws IOException {
    this.home = home;
    writeServer();
    Files.writeString(
        home.resolve("pebble.json"),
        """
        {"pebble":{"listenAddress":"127.0.0.1:%d","managementListenAddress":"127.0.0.1:%d",
        "certificate":"%s","privateKey":"%s","httpPort":%d,"tlsPort":%d,
        "externalAccountBindingRequired":true,
        "externalAccountMACKeys":{"kid-1":"%s"}}}
        """
            .formatted(
                port,
                freePort(),
                home.resolve("server.pem"),
                home.resolve("server.key"),
                httpPort,
                httpsPort,
                MAC_KEY));
    ProcessBuilder builder =
        new ProcessBuilder(
                "pebble",
                "-config",
                home.resolve("pebble.json").toString(),
                "-strict",
                "-dnsserver",
                "127.0.0.1:" + dnsPort)
            .redirectErrorStream(true)
            .redirectOutput(log().toFile());
    builder.environment().put("PEBBLE_VA_NOSLEEP", "1");
    this.process = builder.start();
    awaitListening();
  }

  private Path log() {
    return home.resolve("pebble.log");
  }

  private void writeServer() throws IOException {
    TestCertificates roots = new TestCertificates();
    var localhost = roots.issue(TestCertificates.key("EC", 256), Duration.ofDays(900), "localhost");
    Files.writeString(home.resolve("root.pem"), TestCertificates.pem(List.of(roots.root())));
    Files.writeString(home.resolve("server.pem"), localhost.certificatePem());
    Files.writeString(home.resolve("server.key"), localhost.keyPem());
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitListening() throws IOException {
    long until = System.nanoTime() + DEADLINE.toNanos();
    while (true) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        if (System.nanoTime() - until > 0) {
          process.destroy();
          throw new IOException(Files.readString(log()), e);
        }
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
  }

  AcmeSettings settings(String keyId) {
    return new AcmeSettings(
        URI.create("https://localhost:" + port + "/dir"),
        home.resolve("root.pem").toString(),
        "admin@example.com",
        keyId,
        MAC_KEY);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
