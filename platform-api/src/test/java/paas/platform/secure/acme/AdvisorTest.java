package paas.platform.secure.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.TestCertificates;
import paas.platform.cert.TestCertificates.Issued;

class AdvisorTest {
  private static final KeyedChain ISSUED = issued();
  private static final Instant PLANNED = TestCertificates.NOW.plus(Duration.ofDays(40));

  private final Told authority = new Told();
  private final Advisor advisor = new Advisor(authority);
  private Instant now = TestCertificates.NOW;

  private static KeyedChain issued() {
    Issued issued = new TestCertificates().issue("shop.example");
    return KeyedChain.parse(issued.certificatePem(), issued.keyPem());
  }

  /** Says what the test told it to. */
  private static final class Told implements Issuer {
    private final List<KeyedChain> asked = new ArrayList<>();
    private Optional<Advice> advice = Optional.empty();
    private Optional<AcmeException> failure = Optional.empty();

    @Override
    public String directory() {
      return "https://acme.example";
    }

    @Override
    public boolean isPublic() {
      return true;
    }

    @Override
    public Optional<String> dnsRefusal(String hostname) {
      return Optional.empty();
    }

    @Override
    public KeyedChain issue(String hostname, Proof proof, Optional<KeyedChain> replaced) {
      throw new IllegalStateException("nobody asked for one");
    }

    @Override
    public Optional<Advice> advice(KeyedChain issued) throws AcmeException {
      asked.add(issued);
      if (failure.isPresent()) {
        throw failure.get();
      }
      return advice;
    }
  }

  private Optional<Instant> sooner(String hostname) {
    advisor.begin(now);
    return advisor.sooner(hostname, ISSUED, PLANNED, now).map(Advisor.Sooner::at);
  }

  @Test
  void isAskedEverySixHoursForEachAndAtOnceWhenTheClockIsSetBack() {
    sooner("a.example");
    sooner("a.example");
    sooner("b.example");
    assertEquals(2, authority.asked.size());
    now = now.plus(Duration.ofHours(6));
    sooner("a.example");
    assertEquals(3, authority.asked.size());
    now = now.minus(Duration.ofDays(300));
    sooner("a.example");
    assertEquals(4, authority.asked.size());
  }

  @Test
  void oneThatIsAwayIsAskedOnceAnHourForAllOfThem() {
    authority.failure = Optional.of(new AcmeNetworkException(new IOException("it is away")));
    for (int i = 0; i < 10; i++) {
      sooner(i + ".example");
    }
    assertEquals(1, authority.asked.size());
    now = now.plus(Duration.ofHours(1));
    authority.failure = Optional.empty();
    sooner("1.example");
    sooner("2.example");
    assertEquals(3, authority.asked.size());
  }

  @Test
  void aCertificateThatItDoesNotKnowKeepsNoOtherFromBeingAskedFor() {
    authority.failure = Optional.of(new AcmeException("HTTP 404"));
    sooner("1.example");
    sooner("2.example");
    authority.failure = Optional.empty();
    sooner("3.example");
    assertEquals(3, authority.asked.size());
    authority.failure = Optional.of(new AcmeException("HTTP 503"));
    for (int i = 4; i < 10; i++) {
      sooner(i + ".example");
    }
    assertEquals(6, authority.asked.size(), "three in a row are not the certificates' fault");
  }

  @Test
  void aTurnThatTakesLongAndAYoungCertificateAreLeftAlone() {
    advisor.begin(now);
    now = now.plus(Duration.ofSeconds(30));
    advisor.sooner("a.example", ISSUED, PLANNED, now);
    now = ISSUED.facts().notBefore().plus(Duration.ofHours(23));
    sooner("a.example");
    assertEquals(0, authority.asked.size());
  }

  @Test
  void aTurnAsksForTwentyAndTheNextForTheOthers() {
    for (int turn = 0; turn < 2; turn++) {
      advisor.begin(now);
      for (int i = 0; i < 30; i++) {
        advisor.sooner(i + ".example", ISSUED, PLANNED, now);
      }
      assertEquals(turn == 0 ? 20 : 30, authority.asked.size());
    }
  }

  @Test
  void isTheSameInstantOfTheWindowEachTimeAndNothingWhereThePlanIsSooner() {
    Instant from = now.plus(Duration.ofDays(3));
    authority.advice = Optional.of(new Issuer.Advice(from, from.plus(Duration.ofDays(30)), ""));
    Optional<Instant> first = sooner("a.example");
    assertEquals(first, sooner("b.example"));
    authority.advice = Optional.of(new Issuer.Advice(from, from, ""));
    assertEquals(Optional.of(from), sooner("c.example"));
    authority.advice = Optional.of(new Issuer.Advice(PLANNED, PLANNED, ""));
    assertEquals(Optional.empty(), sooner("d.example"));
  }
}
