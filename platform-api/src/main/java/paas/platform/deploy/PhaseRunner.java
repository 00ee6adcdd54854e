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
 * aborted is stopped, and the next waits for its end: two migrations at once would be worse. What
 * came of it is stored by that thread, or where the store fails it, by a later turn of the loop.
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

  /**
   * Whose phase this process began last, be it over: what was read of it before may say it runs.
   */
  private Optional<UUID> begun = Optional.empty();

  /**
   * @param ending a try to stop it is under way, or it has ended by itself
   * @param unstored what came of it, while only this process knows it
   */
  private record Phase(
      Release release,
      Recall recall,
      AtomicBoolean ending,
      AtomicBoolean told,
      AtomicReference<Optional<ReleaseStatus>> unstored) {
    private static Phase of(Release release) {
      return new Phase(
          release,
          new Recall(),
          new AtomicBoolean(),
          new AtomicBoolean(),
          new AtomicReference<>(Optional.empty()));
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
   * Stores what came of a phase, where that failed before. Stops the phase that runs unless it is
   * this release's: its own was aborted meanwhile. To be called again and again, for a stop may
   * fail, and one that begins late fails on its own.
   */
  void keepOnly(Optional<Release> pending) {
    running
        .get()
        .ifPresent(phase -> phase.unstored().get().ifPresent(status -> conclude(phase, status)));
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
    boolean marked = false;
    try {
      marked = intents.mark(release, new ReleaseStatus.Preparing());
    } finally {
      if (!marked) {
        running.set(Optional.empty());
      }
    }
    if (marked) {
      begun = Optional.of(release.id());
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
    ReleaseStatus status =
        failure.<ReleaseStatus>map(ReleaseStatus.Failed::new).orElse(new ReleaseStatus.Rolling());
    try {
      conclude(own, status);
    } catch (RuntimeException e) {
      LOG.warn(
          "The end of {} {}'s release phase is stored later", app.name(), release.version(), e);
      own.unstored().set(Optional.of(status));
    }
    wake.run();
  }

  private void conclude(Phase ended, ReleaseStatus status) {
    intents.mark(ended.release(), status);
    running.set(Optional.empty());
  }

  /** A migration that was cut short is not run a second time unasked. */
  private void giveUpIfInterrupted(Release release) {
    if (!begun.equals(Optional.of(release.id()))) {
      intents.mark(
          release,
          new ReleaseStatus.Failed(
              "The platform was restarted while its release phase ran; deploy again to run it"
                  + " again."));
    }
  }
}
