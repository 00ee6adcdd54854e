package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.StoredCertificate;
import paas.platform.cert.TestCertificates;
import paas.platform.cert.TestCertificates.Issued;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;
import paas.platform.fault.Unavailable;
import paas.platform.store.row.CertificateRow;

@Tag("contract")
class CertificateStoreTest {
  @Nested
  class OnH2 extends Contract {
    OnH2() {
      super(Stores.onH2());
    }
  }

  @Nested
  class OnPostgreSql extends Contract {
    OnPostgreSql() {
      super(Stores.onPostgreSql());
    }
  }

  abstract static class Contract {
    private final Stores stores;
    private final AppId app;
    private final KeyedChain keyed;

    Contract(Stores stores) {
      this.stores = stores;
      this.app = stores.newApp().id();
      Issued issued = new TestCertificates().issue("shop.example.com");
      this.keyed = KeyedChain.parse(issued.certificatePem(), issued.keyPem());
    }

    /** One that somebody else's app has, so large, and no certificate at all. */
    private CertificateRow put(int bytes) {
      CertificateRow row =
          new CertificateRow(
              UUID.randomUUID(),
              stores.newApp().id().value(),
              "large",
              false,
              "x".repeat(bytes),
              new byte[10],
              Stores.NOW_STORED,
              Stores.NOW_STORED);
      stores.certificateRows.save(row);
      return row;
    }

    @Test
    void nobodyIsToldToReplaceOneThatThePlatformIssues() {
      CertificateRow row =
          new CertificateRow(
              UUID.randomUUID(),
              app.value(),
              "shop.example",
              true,
              "x",
              new byte[10],
              Stores.NOW_STORED,
              Stores.NOW_STORED);
      stores.certificateRows.save(row);
      Unavailable told =
          assertThrows(Unavailable.class, () -> stores.certificates.named(app, "shop.example"));
      assertTrue(told.toString().contains("paas certs:auto:disable removes it"), told.toString());
    }

    /** To judge a chain and its key takes milliseconds, and all are read several times a minute. */
    @Test
    void oneThatIsAsItWasIsNotJudgedAnew() {
      StoredCertificate added = stores.certificates.add(app, "web", false, keyed, Stores.NOW);
      KeyedChain known = added.keyed();
      assertTrue(stores.certificates.all().stream().anyMatch(one -> one.keyed() == known));
      assertSame(known, stores.certificates.of(app).getFirst().keyed());
      Issued other = new TestCertificates().issue("shop.example.com");
      KeyedChain next = KeyedChain.parse(other.certificatePem(), other.keyPem());
      stores.certificates.replace(app, "web", next, Stores.NOW);
      assertEquals(next, stores.certificates.of(app).getFirst().keyed());
    }

    @Test
    void oneThatCannotBeReadHidesNoOther() {
      CertificateRow unreadable = put(10);
      StoredCertificate added = stores.certificates.add(app, "web", false, keyed, Stores.NOW);
      assertTrue(stores.certificates.all().contains(added));
      AppId its = new AppId(unreadable.app());
      StoredCertificate other = stores.certificates.add(its, "web", false, keyed, Stores.NOW);
      assertEquals(List.of(other), stores.certificates.of(its));
      Unavailable told =
          assertThrows(Unavailable.class, () -> stores.certificates.named(its, "large"));
      assertTrue(told.toString().contains("paas certs:update large CRT KEY"), told.toString());
      stores.certificates.replace(its, "large", keyed, Stores.NOW);
      assertEquals(2, stores.certificates.of(its).size());
    }

    @Test
    void oneThatCannotBeReadCanBeRemoved() {
      AppId its = new AppId(put(10).app());
      Unavailable told =
          assertThrows(Unavailable.class, () -> stores.certificates.named(its, "large"));
      assertTrue(told.toString().contains("paas certs:remove large"), told.toString());
      stores.certificates.remove(its, "large");
      assertThrows(Rejected.class, () -> stores.certificates.named(its, "large"));
    }

    /** Else all would run out, one after the other, as soon as an authority's chains grow. */
    @Test
    void oneThatIsThereIsRenewedWhateverRoomThereIs() {
      stores.certificates.renew(app, "shop.example.com", keyed, Stores.NOW);
      CertificateRow large = put((int) CertificateStore.MOST_BYTES);
      try {
        stores.certificates.renew(app, "shop.example.com", keyed, Stores.NOW.plusSeconds(1));
      } finally {
        stores.certificateRows.remove(large.id());
      }
    }

    @Test
    void thoseOfAllAppsTogetherHaveABound() {
      StoredCertificate added = stores.certificates.add(app, "web", false, keyed, Stores.NOW);
      CertificateRow large = put((int) CertificateStore.MOST_BYTES);
      try {
        Rejected refusal =
            assertThrows(
                Rejected.class,
                () -> stores.certificates.add(app, "more", false, keyed, Stores.NOW));
        assertEquals(Reason.CONFLICT, refusal.reason());
        assertTrue(refusal.getMessage().contains("8 MB"), refusal.getMessage());
        assertThrows(
            Rejected.class, () -> stores.certificates.replace(app, "web", keyed, Stores.NOW));
        assertEquals(List.of(added), stores.certificates.of(app));
        assertThrows(
            Rejected.class, () -> stores.certificates.renew(app, "new", keyed, Stores.NOW));
      } finally {
        stores.certificateRows.remove(large.id());
      }
      stores.certificates.add(app, "more", false, keyed, Stores.NOW);
    }
  }
}
