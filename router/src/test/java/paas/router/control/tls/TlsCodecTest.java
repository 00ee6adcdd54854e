package paas.router.control.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import paas.router.http.Hostname;
import paas.router.tls.Challenge;
import paas.router.tls.ClientTrust;
import paas.router.tls.HttpsPolicy;
import paas.router.tls.KeyPairPem;
import paas.router.tls.ServedName;
import paas.router.tls.ServerCertificate;
import paas.router.tls.TlsTable;

final class TlsCodecTest {
  private static final KeyPairPem PAIR = new KeyPairPem("chain", "key");
  static final TlsTable TABLE =
      new TlsTable(
          7,
          List.of(
              new ServerCertificate(
                  "c1",
                  List.of(new ServedName("a.test"), new ServedName("*.a.test")),
                  PAIR,
                  new HttpsPolicy(true, Duration.ofDays(30)),
                  "app-id-1")),
          List.of(
              new Challenge.Http(new Hostname("a.test"), "token", "token.print"),
              new Challenge.Alpn(new Hostname("b.test"), PAIR)),
          List.of(new ClientTrust("app-id-1", "authorities", true)));

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    assertEquals(TABLE, TlsCodec.decode(TlsCodec.encode(TABLE)));
    assertEquals(TlsTable.EMPTY, TlsCodec.decode(TlsCodec.encode(TlsTable.EMPTY)));
  }

  @Test
  void tableOfTheFormatBeforeIsReadToo() throws IOException {
    TlsTable old = new TlsTable(7, List.of(), TABLE.challenges());
    byte[] bytes = TlsCodec.encode(old);
    byte[] before = Arrays.copyOf(bytes, bytes.length - Integer.BYTES);
    before[0] = 1;
    assertEquals(old, TlsCodec.decode(before));
  }

  @Test
  void everyCutIsRefused() {
    byte[] bytes = TlsCodec.encode(TABLE);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(IOException.class, () -> TlsCodec.decode(cut), "cut at " + length);
    }
    assertThrows(IOException.class, () -> TlsCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)));
  }

  @Test
  void alteredBytesAreATableOrRefused() {
    SplittableRandom random = new SplittableRandom(1);
    byte[] bytes = TlsCodec.encode(TABLE);
    for (int round = 0; round < 5_000; round++) {
      byte[] altered = bytes.clone();
      altered[random.nextInt(altered.length)] = (byte) random.nextInt(256);
      try {
        TlsCodec.decode(altered);
      } catch (IOException e) {
        continue;
      }
    }
  }

  @Test
  void certificateAsksByARuleThatIsThere() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new TlsTable(1, TABLE.certificates(), List.of(), List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new TlsTable(
                1,
                List.of(),
                List.of(),
                List.of(new ClientTrust("a", "x", true), new ClientTrust("a", "x", false))));
  }

  @Test
  void oneNameHasOneCertificate() {
    ServerCertificate one =
        new ServerCertificate("1", List.of(new ServedName("a.test")), PAIR, HttpsPolicy.BOTH);
    ServerCertificate two =
        new ServerCertificate("2", List.of(new ServedName("a.test")), PAIR, HttpsPolicy.BOTH);
    assertThrows(
        IllegalArgumentException.class, () -> new TlsTable(1, List.of(one, two), List.of()));
  }
}
