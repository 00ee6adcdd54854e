package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.fault.Unavailable;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.runner.engine.EngineUnavailable;

class PhaseRunnerTest {
  private final FakeIntents intents = new FakeIntents(this::reachStore);
  private final Deque<Runnable> background = new ArrayDeque<>();
  private final List<String> phases = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final List<String> stopped = new ArrayList<>();
  private boolean engineIsAway;
  private boolean storeIsAway;

  /** What happens before a phase can be stopped. */
  private Runnable before = () -> {};

  /** What happens while a phase runs. */
  private Runnable during = () -> {};

  private final PhaseRunner runner =
      new PhaseRunner(
          (app, release, recall) -> {
            phases.add(release.version().toString());
            before.run();
            recall.onRecall(() -> stop(release));
            during.run();
            return Optional.empty();
          },
          intents,
          new Told(),
          background::add,
          () -> {});

  private final class Told extends SilentJournal {
    @Override
    public void event(AppId app, String text) {
      told.add(text);
    }
  }

  private void reachStore() {
    if (storeIsAway) {
      throw new Unavailable("The database does not answer");
    }
  }

  private void stop(Release release) {
    if (engineIsAway) {
      throw new EngineUnavailable("away");
    }
    stopped.add(release.version().toString());
  }

  private Release pending() {
    return intents.pending().orElseThrow();
  }

  private void advance() {
    runner.advance(intents.app, pending());
  }

  /** v1 is live; v2 is a canary whose release phase runs when it is aborted; v3 comes after it. */
  private void abortWithinThePhase() {
    intents.record(false);
    intents.mark(pending(), new ReleaseStatus.Succeeded());
    intents.recordCanary(true, 10);
    advance();
    intents.abort();
    intents.record(true);
    advance();
    advance();
  }

  @Test
  void aPhaseWaitsForThatOfAnAbortedRelease() {
    abortWithinThePhase();
    assertEquals(1, background.size(), "two migrations at once");
    assertEquals(new ReleaseStatus.Recorded(), pending().status());
    assertEquals(List.of("The release phase of v3 begins once that of v2 has ended"), told);
  }

  @Test
  void thatOneEndsIsNoFailureOfTheNext() {
    abortWithinThePhase();
    background.remove().run();
    advance();
    assertEquals(new ReleaseStatus.Preparing(), pending().status());
    advance();
    background.remove().run();
    assertEquals(new ReleaseStatus.Rolling(), pending().status());
    assertEquals(List.of("v2", "v3"), phases);
  }

  private void keepOnlyPending() {
    runner.keepOnly(intents.pending());
  }

  @Test
  void aPhaseIsStoppedOnceItsReleaseIsAborted() {
    abortWithinThePhase();
    keepOnlyPending();
    keepOnlyPending();
    assertEquals(2, background.size(), "the phase, and one stop");
    background.removeLast().run();
    assertEquals(List.of(), stopped);
    background.remove().run();
    assertEquals(List.of("v2"), stopped, "one that begins late ends at once");
    assertEquals("Stopping the release phase of v2, which was aborted", told.getLast());
  }

  @Test
  void aStopThatFailedIsTriedAgain() {
    abortWithinThePhase();
    during =
        () -> {
          engineIsAway = true;
          keepOnlyPending();
          background.remove().run();
          engineIsAway = false;
          keepOnlyPending();
          background.remove().run();
        };
    background.remove().run();
    assertEquals(List.of("v2"), stopped);
  }

  @Test
  void aPhaseThatIsRecalledBeforeItCanBeStoppedIsStoppedOnceTheEngineIsBack() {
    before =
        () -> {
          keepOnlyPending();
          background.remove().run();
          engineIsAway = true;
        };
    during =
        () -> {
          advance();
          assertEquals(0, background.size(), "two migrations at once");
          keepOnlyPending();
          background.remove().run();
          engineIsAway = false;
          keepOnlyPending();
          background.remove().run();
          keepOnlyPending();
        };
    abortWithinThePhase();
    background.remove().run();
    assertEquals(List.of("v2"), stopped);
    assertEquals(0, background.size(), "stopped again");
  }

  @Test
  void thatItIsStoppedIsToldOnce() {
    abortWithinThePhase();
    engineIsAway = true;
    during =
        () -> {
          for (int turn = 0; turn < 3; turn++) {
            keepOnlyPending();
            background.remove().run();
          }
        };
    background.remove().run();
    assertEquals(1, told.stream().filter(line -> line.startsWith("Stopping")).count());
  }

  @Test
  void aPhaseThatGoesOnOrHasEndedIsNotStopped() {
    intents.record(true);
    advance();
    keepOnlyPending();
    assertEquals(1, background.size());
    background.remove().run();
    keepOnlyPending();
    runner.keepOnly(Optional.empty());
    assertEquals(0, background.size());
    assertEquals(List.of(), stopped);
  }

  @Test
  void aPhaseOfAReleaseThatWasAbortedBeforeItBeganIsNotRun() {
    intents.record(false);
    intents.mark(pending(), new ReleaseStatus.Succeeded());
    intents.recordCanary(true, 10);
    Release tried = pending();
    intents.abort();
    runner.advance(intents.app, tried);
    assertEquals(0, background.size());
  }

  @Test
  void aPhaseThatAKillCutOffIsNotRunAgain() {
    intents.record(true);
    intents.mark(pending(), new ReleaseStatus.Preparing());
    Release cutOff = pending();
    advance();
    assertEquals(Optional.empty(), intents.pending());
    assertEquals(0, background.size());
    assertEquals(ReleaseStatus.Preparing.class, cutOff.status().getClass());
  }

  @Test
  void aPhaseThatEndsWhileTheLoopHasReadThatItRunsIsNotCutOff() {
    intents.record(true);
    advance();
    Release read = pending();
    background.remove().run();
    runner.advance(intents.app, read);
    assertEquals(new ReleaseStatus.Rolling(), pending().status());
  }

  @Test
  void whatCameOfAPhaseIsStoredOnceTheDatabaseIsBack() {
    intents.record(true);
    advance();
    during = () -> storeIsAway = true;
    background.remove().run();
    assertThrows(Unavailable.class, this::keepOnlyPending);
    storeIsAway = false;
    keepOnlyPending();
    assertEquals(new ReleaseStatus.Rolling(), pending().status());
    assertEquals(List.of("v1"), phases);
  }

  @Test
  void anAbortedPhaseThatEndsWithoutADatabaseHoldsUpNoLaterOne() {
    abortWithinThePhase();
    during = () -> storeIsAway = true;
    background.remove().run();
    storeIsAway = false;
    keepOnlyPending();
    advance();
    assertEquals(new ReleaseStatus.Preparing(), pending().status());
    assertEquals(1, background.size());
  }
}
