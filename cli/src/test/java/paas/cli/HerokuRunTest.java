package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import paas.cli.FakePlatform.Answer;
import paas.cli.json.Json;
import paas.cli.json.JsonReader;
import paas.cli.terminal.Facts;

/** Attached runs of {@code paas heroku}: rendezvous on one side, a WebSocket on the other. */
@Timeout(120)
class HerokuRunTest {
  private static final String EXIT_7 = "{\"type\":\"exit\",\"code\":7}";
  private static final String MARK = "\uFFFF heroku-command-exit-status: ";
  private static final Facts TERMINAL = new Facts(true, true, true, 80, false);

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  private FakeHeroku started(Facts facts) throws Exception {
    return FakeHeroku.started(home, new Cli(home).platform(platform).facts(facts), "run");
  }

  /** Asks for a run as heroku does; where it is to attach. */
  private URI ask(FakeHeroku heroku, FakeAttach attach, String command) throws Exception {
    String answer = "{\"name\":\"run.1001\",\"attach_url\":\"" + attach.url() + "\"}";
    platform.only(
        "POST /apps/shop/dynos",
        new Answer(201, Map.of("Content-Type", "application/json"), answer));
    String body =
        "{\"attach\":true,\"command\":\""
            + command
            + "\",\"env\":{\"TERM\":\"xterm\",\"COLUMNS\":90}}";
    URI url = URI.create(heroku.env("HEROKU_HOST") + "/apps/shop/dynos");
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Authorization", "Bearer secret-token")
            .POST(BodyPublishers.ofString(body))
            .build();
    String said = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    Json run = JsonReader.parse(said);
    assertEquals("run.1001", run.at("name").text());
    URI where = URI.create(run.at("attach_url").text());
    assertEquals("rendezvous", where.getScheme());
    return where;
  }

  /** As heroku connects: no name is sent, the certificate is verified, the secret is a line. */
  private static SSLSocket attach(FakeHeroku heroku, URI where) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    Path file = Path.of(heroku.env("NODE_EXTRA_CA_CERTS"));
    try (InputStream in = Files.newInputStream(file)) {
      trusted.setCertificateEntry(
          "own", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(where.getHost(), where.getPort());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    write(socket, where.getPath().substring(1) + "\r\n");
    return socket;
  }

  private static void write(SSLSocket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What comes in one TLS record; empty at the end. */
  private static String record(SSLSocket socket) throws IOException {
    byte[] piece = new byte[20_000];
    int count = socket.getInputStream().read(piece);
    return new String(piece, 0, Math.max(0, count), StandardCharsets.UTF_8);
  }

  @Test
  void aRunByPipesHasItsInputsEndAndItsExitCode() throws Exception {
    FakeAttach.Script script =
        attach -> {
          assertEquals("{\"type\":\"eof\"}", attach.awaitControl());
          attach.output(1, "out");
          attach.output(2, "err");
          attach.control(EXIT_7);
        };
    FakeHeroku heroku = started(Facts.NONE);
    try (FakeAttach attach = new FakeAttach(script)) {
      String marked = "exit 7 ; echo \\\"" + MARK + "$?\\\"";
      try (SSLSocket socket = attach(heroku, ask(heroku, attach, marked))) {
        assertEquals("rendezvous\r\n", record(socket));
        write(socket, "one\u0004");
        write(socket, "two");
        write(socket, "\u0004");
        assertEquals("out", record(socket));
        assertEquals("err", record(socket));
        assertEquals(MARK + "7\n", record(socket));
        assertEquals("", record(socket));
      }
      assertEquals("one\u0004two", attach.received());
    }
    String asked = platform.seen().get(0).body();
    assertTrue(asked.contains("\"command\":\"exit 7\""), asked);
    assertTrue(asked.contains("\"attach_protocol\":\"websocket\""), asked);
    assertTrue(asked.contains("\"force_no_tty\":true"), asked);
    assertTrue(asked.contains("\"COLUMNS\":90"), asked);
    assertEquals(new Cli.Result(7, "", ""), heroku.end(7));
  }

  @Test
  void aRunByATerminalHasEveryByteAndNoMark() throws Exception {
    CompletableFuture<Void> seen = new CompletableFuture<>();
    FakeAttach.Script script =
        attach -> {
          while (!attach.received().equals("a\u0003\u0004")) {
            assertEquals("", attach.awaitMessage());
          }
          seen.complete(null);
          attach.control(EXIT_7);
        };
    FakeHeroku heroku = started(TERMINAL);
    try (FakeAttach attach = new FakeAttach(script);
        SSLSocket socket = attach(heroku, ask(heroku, attach, "bash"))) {
      assertEquals("rendezvous\r\n", record(socket));
      write(socket, "a\u0003");
      write(socket, "\u0004");
      assertEquals("", record(socket));
      seen.get(60, TimeUnit.SECONDS);
    }
    assertTrue(platform.seen().get(0).body().contains("\"force_no_tty\":false"));
    heroku.end(0);
  }

  @Test
  void theSecretWorksOnceAndNoOtherDoes() throws Exception {
    FakeHeroku heroku = started(Facts.NONE);
    try (FakeAttach attach = new FakeAttach(socket -> socket.control(EXIT_7))) {
      URI where = ask(heroku, attach, "x");
      URI other = URI.create(where.toString().replaceFirst(".$", "."));
      assertEquals("", record(attach(heroku, other)));
      assertEquals("rendezvous\r\n", record(attach(heroku, where)));
      assertEquals("", record(attach(heroku, where)));
    }
    heroku.end(0);
  }

  @Test
  void aRunThatBrokeOffIsNoSuccess() throws Exception {
    FakeHeroku heroku = started(Facts.NONE);
    try (FakeAttach attach = new FakeAttach(socket -> socket.output(1, "half"))) {
      SSLSocket socket = attach(heroku, ask(heroku, attach, "x"));
      assertEquals("rendezvous\r\n", record(socket));
      assertEquals("half", record(socket));
      assertEquals("", record(socket));
      socket.close();
    }
    Cli.Result result = heroku.end(0);
    assertEquals(9, result.exit());
    assertTrue(result.err().contains("The connection to the platform at"), result.err());
  }

  @Test
  void whatThePlatformRefusesIsSaid() throws Exception {
    FakeHeroku heroku = started(Facts.NONE);
    String error = "{\"type\":\"error\",\"message\":\"no room\"}";
    try (FakeAttach attach = new FakeAttach(socket -> socket.control(error))) {
      SSLSocket socket = attach(heroku, ask(heroku, attach, "x"));
      assertEquals("rendezvous\r\n", record(socket));
      assertEquals("", record(socket));
    }
    assertEquals(new Cli.Result(1, "", " !  no room\n"), heroku.end(0));
  }

  @Test
  void aChildThatIsGoneHangsUpItsRun() throws Exception {
    CompletableFuture<EOFException> hungUp = new CompletableFuture<>();
    FakeAttach.Script script =
        attach -> hungUp.complete(assertThrows(EOFException.class, attach::awaitControl));
    FakeHeroku heroku = started(Facts.NONE);
    try (FakeAttach attach = new FakeAttach(script)) {
      SSLSocket socket = attach(heroku, ask(heroku, attach, "x"));
      assertEquals("rendezvous\r\n", record(socket));
      socket.close();
      hungUp.get(60, TimeUnit.SECONDS);
    }
    assertEquals(new Cli.Result(1, "", ""), heroku.end(1));
  }
}
