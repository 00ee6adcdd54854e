package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wildcard's certificate by dynamic updates (RFC 2136) of a zone that BIND serves. */
@Tag("acceptance")
class NameServerTest {
  private static final String ZONE = "shop.example";
  private static final String APP = "wildcard";

  @TempDir static Path home;
  private static Bind bind;
  private static Pebble pebble;
  private static Platform platform;

  @BeforeAll
  static void start() throws IOException {
    bind = new Bind(home, ZONE);
    pebble = new Pebble(home);
    Map<String, String> settings = new HashMap<>(pebble.authority());
    settings.putAll(bind.settings());
    bind.haveWrongSecret();
    bind.start();
    platform = Platform.start(settings);
    pebble.start(platform, bind.secondary());
  }

  @AfterAll
  static void stop() {
    platform.close();
    pebble.close();
    bind.close();
  }

  @Test
  void whyNotIsToldAndOnceTheKeyIsRightTheCertificateIsIssuedAndNoRecordIsLeft() throws Exception {
    platform.repository(APP).withServer("by DNS").commit("one").push().mustSucceed();
    paas("domains:add", "*." + ZONE);
    paas("domains:add", ZONE);
    paas("certs:auto:enable");
    Await.until(NameServerTest::auto, () -> auto().contains("NOTAUTH: it does not know the key"));
    bind.haveSecret();
    paas("certs:auto:refresh");
    Await.until(NameServerTest::auto, () -> https("any." + ZONE).equals("by DNS"));
    Await.until(NameServerTest::auto, () -> https(ZONE).equals("by DNS"));
    String challenge = "_acme-challenge." + ZONE;
    Await.until("its records are gone", () -> bind.texts(challenge).isEmpty());
    assertEquals(List.of("\"here\""), bind.texts(ZONE), "what is not ours stays");
  }

  private static String auto() {
    return paas("certs:auto");
  }

  private static String paas(String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--app";
    all[arguments.length + 1] = APP;
    return platform.paas(all).mustSucceed().out();
  }

  private static String https(String host) {
    return new Curl(host, platform.httpsPort)
        .https("/", "--cacert", pebble.root().toString())
        .out();
  }
}
