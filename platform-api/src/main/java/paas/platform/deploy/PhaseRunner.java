package paas.platform.deploy;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.App;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;

/**
 * Moves a pending release from Recorded over its release phase to Rolling. A phase runs on a thread
 * of its own, so that the loop goes on tending the serving release meanwhile.
 */
final class PhaseRunner {
  private static final Logger LOG = LoggerFactory.getLogger(PhaseRunner.class);

  private final ReleasePhase phase;
  private final Intents intents;
  private final Executor background;
  private final Runnable wake;
  private final AtomicReference<Optional<UUID>> running = new AtomicReference<>(Optional.empty());

  PhaseRunner(LoopParts parts, Runnable wake) {
    this.phase = parts.phase();
    this.intents = parts.intents();
    this.background = parts.background();
    this.wake = wake;
  }

  void advance(App app, Release release) {
    switch (release.status()) {
      case ReleaseStatus.Recorded r when hasPhase(release) -> begin(app, release);
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

  private void begin(App app, Release release) {
    running.set(Optional.of(release.id()));
    intents.mark(release, new ReleaseStatus.Preparing());
    background.execute(() -> run(app, release));
  }

  private void run(App app, Release release) {
    Optional<String> failure;
    try {
      failure = phase.run(app, release);
    } catch (RuntimeException e) {
      LOG.warn("The release phase of {} {} could not run", app.name(), release.version(), e);
      failure = Optional.of("The release phase could not run: " + e.getMessage());
    }
    intents.mark(
        release,
        failure.<ReleaseStatus>map(ReleaseStatus.Failed::new).orElse(new ReleaseStatus.Rolling()));
    running.set(Optional.empty());
    wake.run();
  }

  /** A migration that was cut short is not run a second time unasked. */
  private void giveUpIfInterrupted(Release release) {
    if (!running.get().equals(Optional.of(release.id()))) {
      intents.mark(
          release,
          new ReleaseStatus.Failed(
              "The platform was restarted while its release phase ran; deploy again to run it"
                  + " again."));
    }
  }
}
