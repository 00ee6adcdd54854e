package paas.platform.secure.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.shredzone.acme4j.exception.AcmeException;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.TestCertificates;
import paas.platform.cert.TestCertificates.Issued;

class AdvisorTest {
  private static final Instant PLANNED = TestCertificates.NOW.plus(Duration.ofDays(40));

  private final Told authority = new Told();
  private final Advisor advisor = new Advisor(authority);
  private final KeyedChain issued = issued();
  private Instant now = TestCertificates.NOW;

  private static KeyedChain issued() {
    Issued issued = new TestCertificates().issue("shop.example");
    return KeyedChain.parse(issued.certificatePem(), issued.keyPem());
  }

  /** Says what the test told it to. */
  private static final class Told implements Issuer {
    private final List<KeyedChain> asked = new ArrayList<>();
    private Optional<Advice> advice = Optional.empty();
    private boolean isAway;

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
    public KeyedChain issue(String hostname, Proof proof) {
      throw new IllegalStateException("nobody asked for one");
    }

    @Override
    public Optional<Advice> advice(KeyedChain issued) throws AcmeException {
      asked.add(issued);
      if (isAway) {
        throw new AcmeException("it is away");
      }
      return advice;
    }
  }

  private Optional<Instant> sooner(String hostname) {
    advisor.begin();
    return advisor.sooner(hostname, issued, PLANNED, now).map(Advisor.Sooner::at);
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
    authority.isAway = true;
    for (int i = 0; i < 10; i++) {
      sooner(i + ".example");
    }
    assertEquals(1, authority.asked.size());
    now = now.plus(Duration.ofHours(1));
    authority.isAway = false;
    sooner("1.example");
    sooner("2.example");
    assertEquals(3, authority.asked.size());
  }

  @Test
  void aTurnAsksForTwentyAndTheNextForTheOthers() {
    for (int turn = 0; turn < 2; turn++) {
      advisor.begin();
      for (int i = 0; i < 30; i++) {
        advisor.sooner(i + ".example", issued, PLANNED, now);
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
