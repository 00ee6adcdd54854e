package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A certificate that somebody has: HTTPS with it, another in its place, and plain HTTP sent on. */
@Tag("acceptance")
class TlsTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final String APP = "secure";
  private static final String HOST = APP + ".localhost";
  private static final OpenSsl OPENSSL = new OpenSsl(PLATFORM.home);

  @Test
  void addedCertificateServesHttpsIsSwappedLiveAndHttpIsSentToIt() {
    PLATFORM.repository(APP).withServer("hello").commit("v1").push().mustSucceed();
    assertTrue(https("/").err().contains("unrecognized name"), https("/").err());

    OPENSSL.selfSigned("one", HOST);
    OPENSSL.selfSigned("foreign", "elsewhere.example.com");
    assertTrue(add("foreign").err().contains("paas domains:add"), add("foreign").err());
    Program.Ran mixed = paas("certs:add", file("one.crt"), file("foreign.key"));
    assertTrue(mixed.err().contains("does not belong"), mixed.toString());
    add("one").mustSucceed();
    assertEquals("hello", https("/").mustSucceed().out());
    assertTrue(paas("domains").mustSucceed().out().contains("web, until "));

    String before = serial();
    OPENSSL.selfSigned("two", HOST);
    paas("certs:update", "web", file("two.crt"), file("two.key")).mustSucceed();
    assertNotEquals(before, serial());
    assertEquals("hello", https("/").mustSucceed().out());

    assertEquals(200, PLATFORM.get(APP, "/").status());
    paas("https", "--redirect", "on", "--hsts", "300").mustSucceed();
    assertEquals(301, PLATFORM.get(APP, "/").status());
    String head = https("/", "-i").out().toLowerCase(Locale.ROOT);
    assertTrue(head.contains("strict-transport-security: max-age=300"), head);

    PLATFORM.kill9("paasd");
    assertEquals("hello", https("/").mustSucceed().out(), "without paasd");
    PLATFORM.awaitApi();

    PLATFORM.kill9("paas-router");
    Await.until("HTTPS is back with the router", () -> https("/").out().equals("hello"));

    paas("certs:remove", "web").mustSucceed();
    assertEquals(200, PLATFORM.get(APP, "/").status());
    assertTrue(https("/").err().contains("unrecognized name"));
  }

  private static Program.Ran add(String name) {
    return paas("certs:add", file(name + ".crt"), file(name + ".key"), "--name", "web");
  }

  private static Program.Ran paas(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--app", APP));
    return PLATFORM.paas(all.toArray(String[]::new));
  }

  private static String file(String name) {
    return OPENSSL.file(name);
  }

  private static String serial() {
    return run(
            "bash",
            "-c",
            "openssl s_client -connect 127.0.0.1:"
                + PLATFORM.httpsPort
                + " -servername "
                + HOST
                + " </dev/null 2>/dev/null | openssl x509 -noout -serial")
        .mustSucceed()
        .out();
  }

  private static Program.Ran https(String path, String... more) {
    List<String> options = new ArrayList<>(List.of("-k"));
    options.addAll(List.of(more));
    return new Curl(HOST, PLATFORM.httpsPort).https(path, options.toArray(String[]::new));
  }

  private static Program.Ran run(String... command) {
    return Program.run(Path.of("/"), PLATFORM.env(), "", Duration.ofMinutes(1), List.of(command));
  }
}
