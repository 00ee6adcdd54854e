package paas.platform.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceScanTest {
  private static final String KEY = "-----BEGIN RSA PRIVATE " + "KEY-----\n";
  private static final String BASE64 = "MIIEowIBAAKCAQEAx".repeat(4);
  private static final String AWS = "AK" + "IAQ3EGRZ7K2VPLM5NX";

  private final SourceScan scan = new SourceScan();

  private SourceFacts facts() {
    return scan.facts();
  }

  private SourceScanTest with(String path, String content) throws IOException {
    scan.file(path, new ByteArrayInputStream(content.getBytes(UTF_8)));
    return this;
  }

  private List<String> of(Fact.Kind kind) {
    return facts().of(kind).stream().map(fact -> fact.where() + ": " + fact.detail()).toList();
  }

  @Test
  void secretsAreFoundWithTheirPlaceAndNeverShown() throws IOException {
    with("config/key.pem", KEY + BASE64 + "\n").with("src/s3.js", "\n\nconst id = '" + AWS + "'");

    assertEquals(
        List.of("config/key.pem line 1: a private key", "src/s3.js line 3: an AWS access key"),
        of(Fact.Kind.SECRET));
    assertFalse(facts().text().contains(AWS));
    assertFalse(facts().text().contains("MIIE"));
  }

  @Test
  void aKeyInAStringIsFoundToo() throws IOException {
    with("a.js", "k = \"" + KEY.strip() + "\\n" + BASE64 + "\"");
    assertEquals(1, of(Fact.Kind.SECRET).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if (text.includes('-----BEGIN PRIVATE KEY-----')) {}",
        "AKIAIOSFODNN7EXAMPLE",
        "xAKIAQ3EGRZ7K2VPLM5NXyz",
        "AKIA",
        "ghp_short",
        "sk_live_",
        "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA"
      })
  void whatOnlyLooksLikeASecretIsLetAlone(String text) throws IOException {
    with("src/a.js", text);
    assertEquals(List.of(), facts().facts());
  }

  @Test
  void testsVendoredFilesAndBinariesArePassedOver() throws IOException {
    with("test/fixtures/key.pem", KEY + BASE64)
        .with("node_modules/x/key.pem", KEY + BASE64)
        .with("app.bin", "\0\0" + KEY + BASE64)
        .with("x.min.js", AWS);
    assertEquals(List.of(), facts().facts());
  }

  @Test
  void environmentFilesWithValuesAreNamedButTemplatesAreNot() throws IOException {
    with(".env", "# c\nexport A=1\nB=\nC= \nD=\"x\"\nE=$OTHER\n")
        .with(".env.example", "A=1")
        .with("web/.env.production", "EMPTY=\n");
    assertEquals(List.of(".env: A, D"), of(Fact.Kind.ENVIRONMENT));
  }

  @Test
  void passwordsInConfigFilesAndUrlsAreFound() throws IOException {
    with("config/db.yml", "production:\n  password: hunter22!\n")
        .with("application.properties", "spring.datasource.password=s3cr3t99")
        .with("src/db.js", "connect('postgres://shop:Tr0ub4dor@db.internal.net/shop')");
    assertEquals(
        List.of(
            "config/db.yml line 2: password",
            "application.properties line 1: spring.datasource.password",
            "src/db.js line 1: a URL"),
        of(Fact.Kind.PASSWORD));
    assertFalse(facts().text().contains("hunter22"));
    assertFalse(facts().text().contains("Tr0ub4dor"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password: <%= ENV['DB_PASSWORD'] %>",
        "password: ${DB_PASSWORD}",
        "password: $DB_PASSWORD",
        "password: \"{{ secret }}\"",
        "password: changeme1",
        "password: Your-password-1",
        "password:",
        "password: short",
        "passwordReset: Enter-your-new-1",
        "label: \"password: \"",
        "url: postgres://user:password@host/db",
        "url: postgres://shop:shop123@localhost/shop",
        "url: https://$USER:$PASS@example.com",
        "url: http://host:8080/a@b"
      })
  void placeholdersAreNoPasswords(String line) throws IOException {
    with("config/app.yml", line + "\n").with("docker-compose.yml", "password: hunter22!");
    assertEquals(List.of(), of(Fact.Kind.PASSWORD));
  }

  @Test
  void dependenciesAreRead() throws IOException {
    with("package.json", "{\"dependencies\":{\"sqlite3\":\"^5\"},\"devDependencies\":{}}")
        .with(
            "requirements.txt",
            "flask\ngunicorn==22.0\n-r other.txt\nx[y]>=2 # c\ngit+https://h/x\n")
        .with(
            "Gemfile",
            "gem 'rails'\ngroup :development, :test do\n  gem 'sqlite3'\nend\ngem \"sqlite3\"\n")
        .with("go.mod", "module x\nrequire (\n\tmodernc.org/sqlite v1.2.3\n)\n")
        .with("sub/package.json", "{\"dependencies\":{\"sqlite3\":\"^5\"}}");
    assertEquals(
        List.of("requirements.txt line 1: flask", "requirements.txt line 4: x"),
        of(Fact.Kind.UNPINNED));
    assertEquals(
        List.of(
            "package.json: sqlite3",
            "Gemfile line 5: sqlite3",
            "go.mod line 3: modernc.org/sqlite"),
        of(Fact.Kind.SQLITE));
    assertEquals(List.of("package.json: ", "go.mod: "), of(Fact.Kind.DEPENDENCIES));
  }

  @Test
  void aManifestWithoutDependenciesOrOfNoUseSaysNothing() throws IOException {
    with("package.json", "{\"name\":\"x\"}").with("composer.json", "{broken");
    assertEquals(List.of(), facts().facts());
  }

  @Test
  void factsSurviveTheirTextForm() throws IOException {
    with(".env", "A=1").with("we\tird\n\u001bname/.env", "B=2").with("db/migrate/1.rb", "");
    SourceFacts read = SourceFacts.parse(facts().text());
    assertEquals(facts(), read);
    assertTrue(read.hasFile("db/migrate/"));
    assertEquals(List.of(), SourceFacts.parse("facts 2\nNEW\ta\t1\tb\nnonsense\n\n").facts());
    assertEquals(SourceFacts.UNREAD, SourceFacts.parse(SourceFacts.UNREAD.text()));
  }

  @Test
  void howMuchIsReadAndKeptIsBounded() throws IOException {
    long[] read = {0};
    for (int file = 0; file < 300; file++) {
      scan.file("f" + file + ".txt", counting(read));
    }
    assertTrue(read[0] <= SourceScan.MAX_TOTAL + SourceScan.MAX_FILE, read[0] + " bytes");
    for (int file = 0; file < 1000; file++) {
      with("d" + file + "/.env", "A=1");
    }
    assertTrue(facts().facts().size() <= SourceScan.MAX_FACTS);
  }

  private static InputStream counting(long[] read) {
    return new InputStream() {
      @Override
      public int read() {
        read[0]++;
        return 'x';
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        Arrays.fill(target, offset, offset + length, (byte) 'x');
        read[0] += length;
        return length;
      }
    };
  }

  /** A file that makes a pattern backtrack would hang every push. */
  @Test
  void hostileFilesTakeNoTime() throws IOException {
    Instant before = Instant.now();
    Random random = new Random(3);
    String[] pieces = {
      "-----BEGIN PRIVATE " + "KEY-----",
      "password",
      ":",
      "://",
      "@",
      "a:",
      "\\n",
      " ",
      "\n",
      "=",
      "A",
      "x".repeat(300),
      "\"",
      "sqlite3",
      "gem ",
      "group do ",
      "\t"
    };
    for (String path : List.of("a.yml", "requirements.txt", "Gemfile", "go.mod", ".env", "a.js")) {
      StringBuilder text = new StringBuilder();
      while (text.length() < SourceScan.MAX_FILE) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      with(path, text.toString());
      for (String piece : pieces) {
        with(path, piece.repeat(SourceScan.MAX_FILE / piece.length()));
      }
    }
    assertTrue(Duration.between(before, Instant.now()).toSeconds() < 60);
  }
}
