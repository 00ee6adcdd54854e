package paas.platform.deploy;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.App;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;

/**
 * Moves a pending release from Recorded over its release phase to Rolling. A phase runs on a thread
 * of its own, so that the loop goes on tending the serving release meanwhile. One whose release was
 * aborted is stopped, and the next waits for its end: two migrations at once would be worse.
 */
final class PhaseRunner {
  private static final Logger LOG = LoggerFactory.getLogger(PhaseRunner.class);

  private final ReleasePhase phase;
  private final Intents intents;
  private final Journal journal;
  private final Executor background;
  private final Runnable wake;
  private final AtomicReference<Optional<Phase>> running = new AtomicReference<>(Optional.empty());
  private Optional<UUID> waiting = Optional.empty();

  /** {@code ending}: a try to stop it is under way, or it has ended by itself. */
  private record Phase(Release release, Recall recall, AtomicBoolean ending, AtomicBoolean told) {
    private static Phase of(Release release) {
      return new Phase(release, new Recall(), new AtomicBoolean(), new AtomicBoolean());
    }
  }

  PhaseRunner(LoopParts parts, Runnable wake) {
    this(parts.phase(), parts.intents(), parts.journal(), parts.background(), wake);
  }

  PhaseRunner(
      ReleasePhase phase, Intents intents, Journal journal, Executor background, Runnable wake) {
    this.phase = phase;
    this.intents = intents;
    this.journal = journal;
    this.background = background;
    this.wake = wake;
  }

  /**
   * Stops the phase that runs unless it is this release's: its own was aborted meanwhile. To be
   * called again and again, for a stop may fail, and one that begins late fails on its own.
   */
  void keepOnly(Optional<Release> pending) {
    Optional<UUID> wanted = pending.map(Release::id);
    running
        .get()
        .filter(phase -> !wanted.equals(Optional.of(phase.release().id())))
        .filter(phase -> phase.recall().isDue())
        .filter(phase -> phase.ending().compareAndSet(false, true))
        .ifPresent(this::stop);
  }

  private void stop(Phase aborted) {
    background.execute(() -> {
      aborted.recall().recall();
      aborted.ending().set(false);
    });
    if (aborted.told().compareAndSet(false, true)) {
      Release release = aborted.release();
      journal.event(
          release.app(),
          "Stopping the release phase of " + release.version() + ", which was aborted");
    }
  }

  void advance(App app, Release release) {
    switch (release.status()) {
      case ReleaseStatus.Recorded r when hasPhase(release) ->
          running
              .get()
              .map(Phase::release)
              .ifPresentOrElse(former -> await(former, release), () -> begin(app, release));
      case ReleaseStatus.Recorded r -> intents.mark(release, new ReleaseStatus.Rolling());
      case ReleaseStatus.Preparing p -> giveUpIfInterrupted(release);
      case ReleaseStatus.Rolling r -> {}
      case ReleaseStatus.Succeeded s -> {}
      case ReleaseStatus.Failed f -> {}
    }
  }

  private static boolean hasPhase(Release release) {
    return release.slug().filter(slug -> slug.has(ProcessType.RELEASE)).isPresent();
  }

  /** Its end wakes the loop. */
  private void await(Release former, Release release) {
    if (!waiting.equals(Optional.of(release.id()))) {
      waiting = Optional.of(release.id());
      journal.event(
          release.app(),
          "The release phase of %s begins once that of %s has ended"
              .formatted(release.version(), former.version()));
    }
  }

  private void begin(App app, Release release) {
    Phase own = Phase.of(release);
    running.set(Optional.of(own));
    boolean begun = false;
    try {
      begun = intents.mark(release, new ReleaseStatus.Preparing());
    } finally {
      if (!begun) {
        running.set(Optional.empty());
      }
    }
    if (begun) {
      background.execute(() -> run(app, own));
    }
  }

  private void run(App app, Phase own) {
    Release release = own.release();
    Optional<String> failure;
    try {
      failure = phase.run(app, release, own.recall());
    } catch (RuntimeException e) {
      LOG.warn("The release phase of {} {} could not run", app.name(), release.version(), e);
      failure = Optional.of("The release phase could not run: " + e.getMessage());
    }
    own.ending().set(true);
    intents.mark(
        release,
        failure.<ReleaseStatus>map(ReleaseStatus.Failed::new).orElse(new ReleaseStatus.Rolling()));
    running.set(Optional.empty());
    wake.run();
  }

  /** A migration that was cut short is not run a second time unasked. */
  private void giveUpIfInterrupted(Release release) {
    if (!running.get().map(Phase::release).map(Release::id).equals(Optional.of(release.id()))) {
      intents.mark(
          release,
          new ReleaseStatus.Failed(
              "The platform was restarted while its release phase ran; deploy again to run it"
                  + " again."));
    }
  }
}
