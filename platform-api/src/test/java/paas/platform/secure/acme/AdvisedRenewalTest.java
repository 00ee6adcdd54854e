package paas.platform.secure.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an authority says of when it wants to be asked. */
class AdvisedRenewalTest extends AutoCertificatesFixture {
  @Test
  void anAuthorityThatIsAskedTooOftenIsLeftAloneForAsLongAsItSays() throws Exception {
    limit = Optional.of(Duration.ofHours(30));
    automatic.turn();
    assertTrue(premises.told.getLast().contains("too many new orders"), premises.told.getLast());
    assertEquals(now.plus(Duration.ofHours(30)), issues.of(app.id()).getFirst().nextAt());
    limit = Optional.of(Duration.ofDays(400));
    now = now.plus(Duration.ofHours(30));
    automatic.turn();
    assertEquals(now.plus(Duration.ofDays(7)), issues.of(app.id()).getFirst().nextAt());
    automatic.refresh(app);
    limit = Optional.empty();
    automatic.turn();
    assertEquals(List.of(OWN), stored());
  }

  @Test
  void whatTheAuthorityIsAboutToRevokeIsRenewedWhenItSays() throws Exception {
    automatic.turn();
    Instant planned = issues.of(app.id()).getFirst().nextAt();
    Instant from = now.plus(Duration.ofDays(2));
    advice =
        Optional.of(
            new Issuer.Advice(from, from.plus(Duration.ofDays(1)), "https://staging.example/why"));
    automatic.turn();
    Instant sooner = issues.of(app.id()).getFirst().nextAt();
    assertTrue(sooner.isBefore(planned), sooner + " of " + planned);
    assertTrue(!sooner.isBefore(from) && sooner.isBefore(from.plus(Duration.ofDays(1))));
    assertTrue(premises.told.getLast().endsWith("https://staging.example/why"));
    assertEquals(List.of(OWN), ordered);
    advice = Optional.empty();
    now = sooner;
    limit = Optional.of(Duration.ZERO);
    automatic.turn();
    limit = Optional.empty();
    now = now.plus(Duration.ofHours(1));
    automatic.turn();
    assertEquals(List.of(OWN, OWN, OWN), ordered);
    assertEquals(List.of(false, true, false), replacing, "not again where it was refused");
    assertEquals(planned, issues.of(app.id()).getFirst().nextAt(), "that of a new one");
  }
}
