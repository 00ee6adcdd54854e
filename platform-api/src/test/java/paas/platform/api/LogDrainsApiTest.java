package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.drain.Drains;
import paas.router.logs.LogLine;
import paas.router.logs.StreamId;

@ExtendWith(TestPlatform.Extension.class)
@Timeout(60)
class LogDrainsApiTest {
  /** The platform is there once per run. */
  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private final TestPlatform platform;
  private final User user;
  private final Requests requests;
  private final App app;
  private ServerSocket collector;

  LogDrainsApiTest(TestPlatform platform) {
    this.platform = platform;
    this.user = platform.user();
    this.requests = platform.as(user);
    this.app = platform.app(user);
    if (STARTED.compareAndSet(false, true)) {
      platform.bean(Drains.class).start();
    }
  }

  @BeforeEach
  void listen() throws Exception {
    collector = new ServerSocket(0, 8, InetAddress.ofLiteral(TestPlatform.COLLECTOR));
  }

  @AfterEach
  void stop() throws Exception {
    collector.close();
  }

  private String url() {
    return "syslog://" + TestPlatform.COLLECTOR + ":" + collector.getLocalPort();
  }

  private String drains() {
    return "/apps/" + app.name() + "/log-drains";
  }

  private Answer add(String url) {
    return requests.post(drains(), "{\"url\":\"" + url + "\"}");
  }

  @Test
  void linesGoWhereTheDrainLeadsUntilItIsRemoved() throws Exception {
    Answer made = add(url()).expect(201);
    String token = made.text("token");
    assertEquals(url(), made.text("url"));
    assertTrue(made.body().contains("\"addon\":null"), made.body());
    print("one");
    try (Socket taken = collector.accept();
        InputStream in = taken.getInputStream()) {
      String message = "shop app web.1 - - one".replace("shop", app.name().value());
      String read = new String(in.readNBytes(message.length() + 43), StandardCharsets.UTF_8);
      assertTrue(read.endsWith(message), read);

      awaitFigures("{app=\"" + app.name() + "\",drain=\"" + token + "\"} 0\n");
      requests.delete(drains() + "/" + token).expect(200);
      assertEquals(-1, in.read(), "the connection ends");
    }
    assertEquals("[]", requests.get(drains()).expect(200).body());
    assertEquals(
        List.of(
            "Add log drain " + token + " to " + url() + " by user " + user.email(),
            "Remove log drain " + token + " by user " + user.email()),
        platform.journal.events(app.id()));
  }

  /** Nothing fails, waits or was dropped, once what was sent is accounted for. */
  private void awaitFigures(String labels) {
    Requests admin = platform.as(platform.user(true));
    List<String> wanted =
        Stream.of("failing", "waiting_lines", "dropped_lines_total")
            .map(family -> "paas_log_drain_" + family + labels)
            .toList();
    while (!wanted.stream().allMatch(admin.get("/metrics").expect(200).body()::contains)) {
      Thread.onSpinWait(); // the class has its time limit
    }
  }

  /** Clients name it by each of these, and not all escape the URL. */
  @Test
  void isFoundByIdTokenAndUrl() {
    for (int i = 0; i < 4; i++) {
      Answer made = add(url()).expect(201);
      String name =
          switch (i) {
            case 0 -> made.text("id");
            case 1 -> made.text("token");
            case 2 -> URLEncoder.encode(url(), StandardCharsets.UTF_8);
            default -> url();
          };
      assertEquals(made.text("id"), requests.get(drains() + "/" + name).expect(200).text("id"));
      requests.delete(drains() + "/" + name).expect(200);
    }
    assertEquals("log_drain", requests.get(drains() + "/d.nope").expect(404).text("resource"));
  }

  @Test
  void whatCannotBeADrainIsRefused() {
    assertEquals(
        "127.0.0.1:514 is not a public address; the platform's owner can allow it:"
            + " PAAS_FETCH_ALLOW=127.0.0.1:514.",
        add("syslog://127.0.0.1").expect(422).text("message"));
    assertTrue(
        add("logs.example.com").expect(422).text("message").startsWith("A log drain is a URL"));
    add("https://no-such-host.invalid/").expect(422);
    add(url()).expect(201);
    assertTrue(add(url()).expect(422).text("message").contains("already"));
  }

  @Test
  void secretsStayOutOfTheLog() {
    String secret = "http://u:s3cret@" + TestPlatform.COLLECTOR + ":" + collector.getLocalPort();
    Answer made = add(secret + "/t0ken").expect(201);

    assertEquals(secret + "/t0ken", made.text("url"));
    String event = platform.journal.events(app.id()).getFirst();
    assertTrue(!event.contains("s3cret") && !event.contains("t0ken"), event);
  }

  private void print(String text) {
    platform.logs.append(
        new StreamId(app.id().toString()),
        new LogLine(Instant.parse("2026-11-20T17:16:05.109Z"), "app", "web.1", text));
  }
}
