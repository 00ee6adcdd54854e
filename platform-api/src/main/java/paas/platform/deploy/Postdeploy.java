package paas.platform.deploy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.App;
import paas.platform.manifest.AppJson;
import paas.platform.manifest.ManifestFault;
import paas.platform.release.Release;
import paas.platform.release.Slug;
import paas.platform.store.ReleaseStore;

/**
 * Runs {@code scripts.postdeploy} of an app's {@code app.json}: once, after the first release of
 * the app that went live.
 */
public final class Postdeploy {
  private static final Logger LOG = LoggerFactory.getLogger(Postdeploy.class);
  private static final String TYPE = "postdeploy";

  private final PhaseProcess process;
  private final ReleaseStore releases;
  private final Progress progress;
  private final Journal journal;

  Postdeploy(PhaseProcess process, ReleaseStore releases, Progress progress, Journal journal) {
    this.process = process;
    this.releases = releases;
    this.progress = progress;
    this.journal = journal;
  }

  /**
   * To be called when the release went live. Blocks until the script ended, if there is one and it
   * is its turn; a failure is told to the pusher and the log, and undoes nothing.
   */
  public void afterwards(App app, Release live) {
    boolean first =
        releases.firstLive(app.id()).filter(release -> release.id().equals(live.id())).isPresent();
    if (first) {
      live.slug().flatMap(Postdeploy::command).ifPresent(command -> run(app, live, command));
    }
  }

  private static Optional<String> command(Slug slug) {
    try {
      String text = slug.notes().appJson();
      return text.isEmpty()
          ? Optional.empty()
          : AppJson.parse(text.getBytes(StandardCharsets.UTF_8)).postdeployCommand();
    } catch (ManifestFault e) {
      throw new IllegalStateException("an app.json that was read before", e);
    }
  }

  private void run(App app, Release live, String command) {
    Optional<String> failure;
    try {
      failure = process.run(app, live, TYPE, "postdeploy script", command);
    } catch (RuntimeException e) {
      LOG.warn("The postdeploy script of {} could not run", app.name(), e);
      failure = Optional.of("The postdeploy script could not run: " + e.getMessage());
    }
    failure.ifPresent(why -> tell(app, why));
  }

  private void tell(App app, String why) {
    journal.event(app.id(), why);
    progress.line(app.id(), " !     " + why);
    progress.line(
        app.id(), " !     The release stays. It does not run again by itself: use paas run.");
  }
}
