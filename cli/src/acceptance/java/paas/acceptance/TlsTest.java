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

  @Test
  void addedCertificateServesHttpsIsSwappedLiveAndHttpIsSentToIt() {
    PLATFORM.repository(APP).withServer("hello").commit("v1").push().mustSucceed();
    assertTrue(https("/").err().contains("unrecognized name"), https("/").err());

    certificate("one", HOST);
    certificate("foreign", "elsewhere.example.com");
    assertTrue(add("foreign").err().contains("paas domains:add"), add("foreign").err());
    Program.Ran mixed = paas("certs:add", file("one.crt"), file("foreign.key"));
    assertTrue(mixed.err().contains("does not belong"), mixed.toString());
    add("one").mustSucceed();
    assertEquals("hello", https("/").mustSucceed().out());
    assertTrue(paas("domains").mustSucceed().out().contains("web, until "));

    String before = serial();
    certificate("two", HOST);
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
    return PLATFORM.home.resolve(name).toString();
  }

  /** Signed by itself: what is tested is not the trust. */
  private static void certificate(String name, String host) {
    run(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "90",
            "-subj",
            "/CN=" + host,
            "-addext",
            "subjectAltName=DNS:" + host,
            "-keyout",
            file(name + ".key"),
            "-out",
            file(name + ".crt"))
        .mustSucceed();
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
    List<String> command =
        new ArrayList<>(
            List.of(
                "curl",
                "-sSk",
                "--max-time",
                "20",
                "--resolve",
                HOST + ":" + PLATFORM.httpsPort + ":127.0.0.1"));
    command.addAll(List.of(more));
    command.add("https://" + HOST + ":" + PLATFORM.httpsPort + path);
    return run(command.toArray(String[]::new));
  }

  private static Program.Ran run(String... command) {
    return Program.run(Path.of("/"), PLATFORM.env(), "", Duration.ofMinutes(1), List.of(command));
  }
}
