package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.cli.fault.ExitCode;

/** Whom paas believes over TLS, and what it says of those whom it does not. */
class RootsTest {
  @TempDir static Path dir;
  private static TlsPlatform platform;

  @BeforeAll
  static void start() throws Exception {
    platform = TlsPlatform.start(dir, "localhost");
  }

  @AfterAll
  static void stop() throws Exception {
    platform.close();
  }

  private static Cli cli() {
    return new Cli(dir).env("PAAS_URL", platform.url()).env("PAAS_TOKEN", "x");
  }

  /** It got an answer: the token is unknown. */
  private static void assertBelieved(Cli.Result result) {
    assertEquals(ExitCode.UNAUTHORIZED.number(), result.exit(), result.err());
  }

  @Test
  void anAuthorityThatNobodyKnowsIsRefusedAndTheSettingIsNamed() {
    Cli.Result result = cli().run("apps");
    assertEquals(ExitCode.UNAVAILABLE.number(), result.exit());
    assertTrue(result.err().contains(platform.url() + " is not trusted"), result.err());
    assertTrue(result.err().contains("export PAAS_CA=FILE"), result.err());
  }

  @Test
  void authorityOfPaasCaIsBelieved() {
    assertBelieved(cli().env("PAAS_CA", platform.certificate().toString()).run("apps"));
  }

  @Test
  void authorityOfSslCertFileIsBelieved() {
    assertBelieved(cli().env("SSL_CERT_FILE", platform.certificate().toString()).run("apps"));
  }

  @Test
  void oneOfSeveralCertificatesInOneFileWillDo() throws Exception {
    Path both = dir.resolve("both.pem");
    try (TlsPlatform other = TlsPlatform.start(dir, "other.example")) {
      String others = Files.readString(other.certificate());
      Files.writeString(both, "# ours\n" + others + Files.readString(platform.certificate()));
    }
    assertBelieved(cli().env("PAAS_CA", both.toString()).run("apps"));
  }

  @Test
  void certificateForAnotherNameIsRefusedThoughItsAuthorityIsBelieved() throws Exception {
    try (TlsPlatform other = TlsPlatform.start(dir, "third.example")) {
      Cli.Result result =
          new Cli(dir)
              .env("PAAS_URL", other.url())
              .env("PAAS_TOKEN", "x")
              .env("PAAS_CA", other.certificate().toString())
              .run("apps");
      assertEquals(ExitCode.UNAVAILABLE.number(), result.exit());
      assertTrue(result.err().contains("localhost"), result.err());
    }
  }

  @Test
  void fileThatIsNotThereIsNamed() {
    Cli.Result result = cli().env("PAAS_CA", dir.resolve("absent.pem").toString()).run("apps");
    assertEquals(ExitCode.USAGE.number(), result.exit());
    assertTrue(result.err().contains("PAAS_CA names " + dir.resolve("absent.pem")), result.err());
    assertTrue(result.err().contains("there is no such file"), result.err());
  }

  @Test
  void fileWithoutACertificateIsNamed() throws Exception {
    for (String content : new String[] {"", "no certificate", "-----BEGIN CERTIFICATE-----\nx\n"}) {
      Path file = Files.writeString(dir.resolve("empty.pem"), content);
      Cli.Result result = cli().env("SSL_CERT_FILE", file.toString()).run("apps");
      assertEquals(ExitCode.USAGE.number(), result.exit(), content);
      assertTrue(result.err().contains("SSL_CERT_FILE names " + file), result.err());
      assertTrue(result.err().contains("it holds no certificate"), result.err());
    }
  }
}
