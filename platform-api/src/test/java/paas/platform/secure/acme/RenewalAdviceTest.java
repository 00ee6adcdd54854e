package paas.platform.secure.acme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shredzone.acme4j.exception.AcmeException;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.TestCertificates;
import paas.platform.secure.Showcase;
import paas.platform.secure.dns.DnsSettings;
import paas.router.tls.Challenge;

/** As much of an authority as gives advice: Debian's pebble is older than RFC 9773. */
class RenewalAdviceTest {
  private static final KeyedChain ISSUED = issued();

  private final List<String> asked = new ArrayList<>();
  private HttpServer server;
  private String base;
  private String directory;
  private String advice = "";
  private int status = 200;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    base = "http://127.0.0.1:" + server.getAddress().getPort();
    directory = "{\"renewalInfo\": \"" + base + "/advice\"}";
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          asked.add(exchange.getRequestMethod() + " " + path);
          boolean isAdvice = path.startsWith("/advice");
          byte[] body = (isAdvice ? advice : directory).getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(isAdvice ? status : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private Optional<Issuer.Advice> ask(KeyedChain issued) throws AcmeException {
    return new Authority(
            new AcmeSettings(URI.create(base + "/dir"), "", "", "", ""),
            new MemoryKeys(),
            new Nothing(),
            DnsSettings.read(name -> ""))
        .advice(issued);
  }

  /** The example of RFC 9773, 4.1: its serial number, and the identifier of its issuer's key. */
  private static KeyedChain issued() {
    KeyPair pair = TestCertificates.key("EC", 256);
    X500Name name = new X500Name("CN=shop.example");
    byte[] issuer = HexFormat.of().parseHex("69885b6b87464041e1b37b847ba0ae2cde01c8d4");
    try {
      X509CertificateHolder signed =
          new JcaX509v3CertificateBuilder(
                  name,
                  BigInteger.valueOf(0x87654321L),
                  Date.from(TestCertificates.NOW),
                  Date.from(TestCertificates.NOW.plus(Duration.ofDays(60))),
                  name,
                  pair.getPublic())
              .addExtension(
                  Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(issuer))
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
      X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(signed);
      return new KeyedChain(List.of(certificate), pair.getPrivate());
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void itIsAskedForByTheCertificatesIdentifierAndWithoutAnAccount() throws Exception {
    advice =
        """
        {"suggestedWindow": {"start": "2026-12-01T00:00:00Z", "end": "2026-12-02T12:00:00Z"},
         "explanationURL": "https://acme.example/incident"}
        """;
    assertEquals(
        Optional.of(
            new Issuer.Advice(
                Instant.parse("2026-12-01T00:00:00Z"),
                Instant.parse("2026-12-02T12:00:00Z"),
                "https://acme.example/incident")),
        ask(ISSUED));
    assertEquals(List.of("GET /dir", "GET /advice/aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE"), asked);
  }

  @Test
  void anAuthorityWithoutItIsAskedNothing() throws Exception {
    directory = "{\"newOrder\": \"" + base + "/order\"}";
    assertEquals(Optional.empty(), ask(ISSUED));
    assertEquals(List.of("GET /dir"), asked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "{}",
        "{\"suggestedWindow\": 3}",
        "{\"suggestedWindow\": {\"start\": \"tomorrow\", \"end\": \"2026-12-01T00:00:00Z\"}}"
      })
  void whatCannotBeReadIsSaid(String told) {
    advice = told;
    assertThrows(AcmeException.class, () -> ask(ISSUED));
  }

  @Test
  void anErrorIsSaid() {
    status = 503;
    AcmeException e = assertThrows(AcmeException.class, () -> ask(ISSUED));
    assertTrue(String.valueOf(e.getMessage()).contains("503"), e.toString());
  }

  /** No challenge is shown for advice. */
  private static final class Nothing implements Showcase {
    @Override
    public void refresh() {}

    @Override
    public void answer(Challenge challenge) {}

    @Override
    public void forget(Challenge challenge) {}
  }
}
