package paas.platform.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;

class ClaimsTest {
  private static final AppId SHOP = AppId.random();
  private final Claims claims = new Claims();
  private final Requester requester = new Requester(() -> true);

  @Test
  void anAppIsHeldOnce() {
    assertEquals(Optional.empty(), claims.take(SHOP, "ada"));
    assertEquals(Optional.of("ada"), claims.take(SHOP, "bob"));
    assertEquals(Optional.empty(), claims.take(AppId.random(), "bob"));
    claims.give(SHOP);
    assertEquals(Optional.empty(), claims.take(SHOP, "bob"));
  }

  @Test
  void whoWaitsIsToldForWhomAndGetsItsTurn() throws Exception {
    claims.take(SHOP, "ada");
    CompletableFuture<String> told = new CompletableFuture<>();
    CompletableFuture<Boolean> turn = waiting(told);
    assertEquals("ada", told.get(10, TimeUnit.SECONDS));
    assertFalse(turn.isDone());
    claims.give(SHOP);
    assertTrue(turn.get(10, TimeUnit.SECONDS));
    assertEquals(Optional.of("bob"), claims.take(SHOP, "eve"));
  }

  @Test
  void whoLeavesWaitsNoLongerAndHoldsNothing() throws Exception {
    claims.take(SHOP, "ada");
    CompletableFuture<String> told = new CompletableFuture<>();
    CompletableFuture<Boolean> turn = waiting(told);
    told.get(10, TimeUnit.SECONDS);
    requester.left();
    assertFalse(turn.get(10, TimeUnit.SECONDS));
    claims.give(SHOP);
    assertEquals(Optional.empty(), claims.take(SHOP, "eve"));
  }

  private CompletableFuture<Boolean> waiting(CompletableFuture<String> told) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return claims.await(SHOP, "bob", requester, told::complete);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
  }
}
