package paas.platform.secure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.app.AppId;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.TestCertificates;
import paas.platform.cert.TestCertificates.Issued;
import paas.platform.store.CertificateStore;

class WatchTest {
  @TempDir Path home;
  private final TestCertificates authority = new TestCertificates();

  private KeyedChain lasting(int days, String host) {
    Issued issued = authority.issue(TestCertificates.key("EC", 256), Duration.ofDays(days), host);
    return KeyedChain.parse(issued.certificatePem(), issued.keyPem());
  }

  private static Watch watch(Premises premises, Instant now) {
    return new Watch(
        premises,
        premises.bean(CertificateStore.class),
        premises.bean(Hostnames.class),
        premises,
        () -> now);
  }

  @Test
  void theEndOfWhatIsShownIsToldInTimeAndARenewalThatWorksNeverWarns() {
    try (Premises premises = new Premises(home)) {
      CertificateStore store = premises.bean(CertificateStore.class);
      Instant now = TestCertificates.NOW;
      AppId app = premises.app("shop").id();
      AppId other = premises.app("blog").id();
      store.add(app, "shop.apps.example", true, lasting(60, "shop.apps.example"), now);
      store.add(app, "gone.example", true, lasting(5, "gone.example"), now);
      store.add(other, "web", false, lasting(29, "blog.apps.example"), now);

      watch(premises, now).warn();
      assertEquals(1, premises.told.size(), premises.told::toString);
      assertTrue(premises.told.getFirst().contains("web ends in 29 days"), premises.told::toString);
      premises.told.clear();

      watch(premises, now.plus(Duration.ofDays(46))).warn();
      assertEquals(
          List.of(true),
          premises.told.stream()
              .filter(line -> !line.contains("certificate web"))
              .map(line -> line.contains("shop.apps.example ends in 14 days"))
              .toList());
    }
  }

  @Test
  void aClockThatWasAheadAndIsSetBackKeepsNoWarningBack() {
    try (Premises premises = new Premises(home)) {
      AtomicReference<Instant> now = new AtomicReference<>();
      CertificateStore store = premises.bean(CertificateStore.class);
      store.add(
          premises.app("shop").id(),
          "web",
          false,
          lasting(5, "shop.apps.example"),
          TestCertificates.NOW);
      Watch watch = new Watch(premises, store, premises.bean(Hostnames.class), premises, now::get);
      now.set(TestCertificates.NOW.plus(Duration.ofDays(3650)));
      watch.warn();
      now.set(TestCertificates.NOW);
      watch.warn();
      watch.warn();
      assertEquals(2, premises.told.size(), premises.told::toString);
    }
  }
}
