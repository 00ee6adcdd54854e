package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A platform by TLS whose certificate no public authority has issued; it knows no token. */
final class TlsPlatform implements AutoCloseable {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String BODY = "{\"id\":\"unauthorized\",\"message\":\"Who are you?\"}";
  private static final String ANSWER =
      "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nConnection: close\r\n"
          + ("Content-Length: " + BODY.length() + "\r\n\r\n" + BODY);

  private final SSLServerSocket server;
  private final Path certificate;

  private TlsPlatform(SSLServerSocket server, Path certificate) {
    this.server = server;
    this.certificate = certificate;
  }

  /** With a certificate for this name. */
  static TlsPlatform start(Path dir, String name) throws Exception {
    Path store = dir.resolve(name + ".p12");
    Path certificate = dir.resolve(name + ".pem");
    keytool(
        store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=dns:" + name);
    keytool(store, "-exportcert", "-rfc", "-file", certificate.toString());
    SSLServerSocket server =
        (SSLServerSocket)
            context(store)
                .getServerSocketFactory()
                .createServerSocket(0, 8, InetAddress.getLoopbackAddress());
    TlsPlatform platform = new TlsPlatform(server, certificate);
    Thread thread = new Thread(platform::serve, "tls-platform");
    thread.setDaemon(true);
    thread.start();
    return platform;
  }

  private static void keytool(Path store, String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "own", "-storepass", new String(PASSWORD)));
    command.addAll(List.of("-keystore", store.toString()));
    Path said = store.resolveSibling("keytool.out");
    Process ran =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertEquals(0, ran.waitFor(), () -> read(said));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static SSLContext context(Path store) throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        byte[] request = new byte[8192];
        if (client.getInputStream().read(request) > 0) {
          client.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
        }
      } catch (IOException e) {
        // A client that did not trust us, or the end.
      }
    }
  }

  String url() {
    return "https://localhost:" + server.getLocalPort();
  }

  /** In PEM form. */
  Path certificate() {
    return certificate;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
