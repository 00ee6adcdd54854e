package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An app that lets in only whom an authority of its own vouches for. */
@Tag("acceptance")
class ClientCertificatesTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final String APP = "guarded";
  private static final String HOST = APP + ".localhost";
  private static final OpenSsl OPENSSL = new OpenSsl(PLATFORM.home);
  private static final Curl CURL = new Curl(HOST, PLATFORM.httpsPort);

  @Test
  void onlyWhoShowsACertificateOfTheAppsAuthorityComesInUntilAllMayAgain() {
    deploy();
    OPENSSL.selfSigned("guarded-ca", "clients of guarded");
    OPENSSL.signedBy("guarded-ca", "guarded-client", "a client");
    OPENSSL.selfSigned("guarded-stranger", "a stranger");
    OPENSSL.selfSigned("guarded-server", HOST);
    String authority = OPENSSL.file("guarded-ca.crt");

    Program.Ran early = paas("certs:clients:set", authority);
    assertNotEquals(0, early.code());
    assertTrue(early.err().contains("certs:add"), early.err());
    String certificate = OPENSSL.file("guarded-server.crt");
    paas("certs:add", certificate, OPENSSL.file("guarded-server.key"), "--name", "web")
        .mustSucceed();
    paas("certs:clients:set", authority).mustSucceed();

    Await.until("nobody else comes in", () -> CURL.https("/", "-k").code() != 0);
    String shown = CURL.https("/", as("guarded-client", "-H", "Client-Cert: :forged:")).out();
    assertTrue(shown.matches("client :MII[A-Za-z0-9+/]+=*:"), shown);
    assertNotEquals(0, CURL.https("/", as("guarded-stranger")).code());
    assertEquals(403, PLATFORM.get(APP, "/").status());
    assertTrue(paas("certs:clients").mustSucceed().out().contains("clients of guarded"));

    paas("certs:clients:set", "--mode", "optional").mustSucceed();
    Await.until("others may come too", () -> CURL.https("/", "-k").out().equals("client none"));
    assertEquals(shown, CURL.https("/", as("guarded-client")).out());

    paas("certs:clients:remove").mustSucceed();
    Await.until(
        "nobody is asked", () -> CURL.https("/", as("guarded-client")).out().equals("client none"));
    paas("certs:remove", "web").mustSucceed();
  }

  private static void deploy() {
    PLATFORM
        .repository(APP)
        .withServer("")
        .with(
            "server.js",
            """
            require('http').createServer((request, response) =>
              response.end('client ' + (request.headers['client-cert'] || 'none'))
            ).listen(process.env.PORT)
            """)
        .commit("one")
        .push()
        .mustSucceed();
  }

  private static String[] as(String client, String... more) {
    List<String> options = new ArrayList<>(List.of("-k"));
    options.addAll(List.of("--cert", OPENSSL.file(client + ".crt")));
    options.addAll(List.of("--key", OPENSSL.file(client + ".key")));
    options.addAll(List.of(more));
    return options.toArray(String[]::new);
  }

  private static Program.Ran paas(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--app", APP));
    return PLATFORM.paas(all.toArray(String[]::new));
  }
}
