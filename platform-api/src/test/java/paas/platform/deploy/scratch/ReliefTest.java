package paas.platform.deploy.scratch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import paas.runner.InstanceId;
import paas.runner.Written;

class ReliefTest {
  private static final long MB = 1 << 20;
  private static final InstanceId ONE = new InstanceId("1".repeat(64));
  private static final InstanceId OTHER = new InstanceId("2".repeat(64));
  private static final InstanceId THIRD = new InstanceId("3".repeat(64));

  private final Relief relief = new Relief(new ScratchLimits(4_096 * MB));
  private final Map<InstanceId, Written> written = new HashMap<>();
  private final Set<InstanceId> alone = new HashSet<>();
  private final Set<InstanceId> gone = new HashSet<>();

  private Relief.Verdict judge(long megabytesFree, long second) {
    written.keySet().removeAll(gone);
    Set<InstanceId> all = Set.copyOf(written.keySet());
    return relief.judge(
        new Relief.Found(written, all, alone, all),
        megabytesFree * MB,
        Instant.ofEpochSecond(second));
  }

  private void has(InstanceId id, long megabytes) {
    written.put(id, Written.all(megabytes * MB));
  }

  private static void assertEnds(InstanceId id, Relief.Verdict verdict) {
    assertEquals(id, assertInstanceOf(Relief.Verdict.End.class, verdict).id());
  }

  private static void assertHelpless(Relief.Verdict verdict) {
    assertInstanceOf(Relief.Verdict.Helpless.class, verdict);
  }

  @Test
  void whoHasGrownGoesAndNotWhoHadMuchBefore() {
    has(ONE, 3_900);
    has(OTHER, 100);
    judge(1_000, 0);
    has(OTHER, 900);
    assertEnds(OTHER, judge(200, 10));
  }

  @Test
  void nobodyGoesWhereAppsWroteLessThanHalfOfWhatWasLost() {
    has(ONE, 600);
    judge(2_200, 0);
    has(ONE, 1_500);
    assertHelpless(judge(200, 10));
    has(ONE, 1_700);
    assertEnds(ONE, judge(200, 20));
  }

  @Test
  void nobodyGoesForADiskThatWasNearlyFullAtTheFirstCount() {
    has(ONE, 3_000);
    assertHelpless(judge(100, 0));
  }

  @Test
  void whatOneHasThatCouldNotBeCountedBeforeIsNotTakenForGrowth() {
    written.put(ONE, Written.atLeast(0, "slow"));
    judge(1_000, 0);
    has(ONE, 3_000);
    assertHelpless(judge(200, 10));
  }

  @Test
  void theLastOfItsKindStaysWhereAnotherHasGrownNearlyAsMuch() {
    judge(4_000, 0);
    has(ONE, 2_000);
    has(OTHER, 1_200);
    alone.add(ONE);
    assertEnds(OTHER, judge(200, 10));
    has(OTHER, 900);
    assertEnds(ONE, judge(200, 10));
  }

  @Test
  void threeThatWereEndedInVainAreEnough() {
    judge(3_000, 0);
    for (InstanceId id : new InstanceId[] {ONE, OTHER, THIRD}) {
      has(ONE, 2_000);
      has(OTHER, 1_900);
      has(THIRD, 1_800);
      int second = 100 * (gone.size() + 1);
      assertEnds(id, judge(200, second));
      relief.ended(id, Instant.ofEpochSecond(second));
      gone.add(id);
    }
    InstanceId fourth = new InstanceId("4".repeat(64));
    has(fourth, 6_000);
    assertHelpless(judge(200, 500));
    judge(600, 600);
    has(fourth, 7_000);
    assertEnds(fourth, judge(200, 700));
  }

  @Test
  void whoIsEndedHasTimeToGoButNotForEver() {
    judge(6_000, 0);
    has(ONE, 3_000);
    has(OTHER, 2_900);
    assertEnds(ONE, judge(200, 10));
    relief.ended(ONE, Instant.ofEpochSecond(10));
    assertEquals(new Relief.Verdict.Wait(), judge(200, 69));
    assertInstanceOf(Relief.Verdict.End.class, judge(200, 70));
  }
}
