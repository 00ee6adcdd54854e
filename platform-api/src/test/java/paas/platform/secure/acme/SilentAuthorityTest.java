package paas.platform.secure.acme;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shredzone.acme4j.exception.AcmeException;
import paas.platform.secure.Premises;
import paas.platform.secure.dns.DnsSettings;

class SilentAuthorityTest {
  @TempDir Path home;
  private ServerSocket server;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  /** Sends the head of an answer, and then nothing for as long as the client waits. */
  private void answerHalf() {
    try (Socket client = server.accept()) {
      client
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
                  .getBytes(StandardCharsets.US_ASCII));
      client.getInputStream().readAllBytes();
    } catch (IOException e) {
      // The test is over.
    }
  }

  /** The one thread of all certificates would wait for good, and nothing be renewed any more. */
  @Test
  void anAnswerThatStopsInTheMiddleEndsTheAttempt() {
    Thread.ofVirtual().start(this::answerHalf);
    URI directory = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    try (Premises premises = new Premises(home)) {
      Authority authority =
          new Authority(
              new AcmeSettings(directory, "", "", "", ""),
              new MemoryKeys(),
              premises,
              DnsSettings.read(name -> ""),
              Duration.ofMillis(500));
      AcmeException refused =
          assertTimeoutPreemptively(
              Duration.ofSeconds(60),
              () ->
                  assertThrows(
                      AcmeException.class,
                      () ->
                          authority.issue(
                              "shop.example.com", Issuer.Proof.HTTP_01, Optional.empty())));
      assertTrue(String.valueOf(refused.getMessage()).contains("127.0.0.1"), refused.toString());
    }
  }
}
