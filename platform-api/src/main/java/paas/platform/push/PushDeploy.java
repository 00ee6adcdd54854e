package paas.platform.push;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.lib.Repository;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.PlatformSettings;
import paas.platform.build.BuildOutcome;
import paas.platform.build.Builds;
import paas.platform.deploy.Deployer;
import paas.platform.deploy.Journal;
import paas.platform.deploy.Progress;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.Slug;
import paas.platform.store.ReleaseDraft;
import paas.platform.store.ReleaseStore;

/**
 * What a push to the deploy branch does while git waits: build, record the release, follow its
 * roll-out. Up to the record a pusher who leaves cancels everything; after it nothing does.
 */
public final class PushDeploy implements BranchDeploy {
  /** Longer than a release phase and a boot may take together. */
  private static final Duration LONGEST_ROLL_OUT = Duration.ofHours(2);

  private final Builds builds;
  private final ReleaseStore releases;
  private final Deployer deployer;
  private final Progress progress;
  private final Journal journal;
  private final PlatformSettings platform;
  private final InstantSource clock;
  private final Map<AppId, String> underWay = new ConcurrentHashMap<>();

  public PushDeploy(
      Builds builds,
      ReleaseStore releases,
      Deployer deployer,
      Progress progress,
      Journal journal,
      PlatformSettings platform,
      InstantSource clock) {
    this.builds = builds;
    this.releases = releases;
    this.deployer = deployer;
    this.progress = progress;
    this.journal = journal;
    this.platform = platform;
    this.clock = clock;
  }

  @Override
  public Optional<String> run(
      Pushed pushed, Repository repository, Console console, Pusher pusher) {
    App app = pushed.app();
    String other = underWay.putIfAbsent(app.id(), pushed.by().email().value());
    if (other != null) {
      console.refusal(
          "The push",
          other + " is deploying " + app.name() + " right now.",
          "Wait until that has ended (paas logs --tail), then push again.");
      return Optional.of("another deploy is under way");
    }
    try {
      return deploy(pushed, repository, console, pusher);
    } finally {
      underWay.remove(app.id());
    }
  }

  private Optional<String> deploy(
      Pushed pushed, Repository repository, Console console, Pusher pusher) {
    CommitTree tree = new CommitTree(repository, pushed.commit());
    warnOfSubmodules(tree, console);
    BuildOutcome outcome =
        builds.run(
            pushed.app(),
            tree,
            pushed.commit().name(),
            pushed.by().email().value(),
            console::line,
            pusher::whenGone);
    return switch (outcome) {
      case BuildOutcome.Built built -> release(pushed, built, repository, console, pusher);
      case BuildOutcome.Failed failed -> {
        console.refusal(failed.phase(), failed.cause(), failed.advice());
        yield Optional.of("the build failed");
      }
    };
  }

  private Optional<String> release(
      Pushed pushed,
      BuildOutcome.Built built,
      Repository repository,
      Console console,
      Pusher pusher) {
    App app = pushed.app();
    Slug slug = built.slug();
    try (Progress.Subscription heard = progress.listen(app.id(), console::line)) {
      if (!pusher.commit()) {
        builds.discard(built);
        return Optional.of("the pusher went away before the release");
      }
      PushMarker.set(repository, pushed.branch(), pushed.commit());
      String by = pushed.by().email().value();
      Release release =
          releases.record(
              app.id(),
              new ReleaseDraft.NewSlug(slug, by, "Deploy " + pushed.commit().abbreviate(8).name()),
              clock.instant());
      builds.released(built, release.version());
      journal.event(app.id(), "Deploy " + pushed.commit().abbreviate(8).name() + " by user " + by);
      journal.event(app.id(), "Release " + release.version() + " created by user " + by);
      console.heading("Launching " + release.version() + "...");
      deployer.wake(app.id());
      return follow(pushed, release, console);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<String> follow(Pushed pushed, Release release, Console console) {
    return switch (settled(release)) {
      case ReleaseStatus.Succeeded s -> {
        console.detail("Released " + release.version());
        console.detail(platform.url(pushed.app().name()) + " deployed");
        yield Optional.empty();
      }
      case ReleaseStatus.Failed failed -> {
        console.refusal(
            "The deploy of " + release.version(),
            failed.why(),
            "Mend it and push again; paas logs --app " + pushed.app().name() + " shows more.");
        yield Optional.of("the deploy failed");
      }
      case ReleaseStatus.Recorded r -> stillRolling(release, console);
      case ReleaseStatus.Preparing p -> stillRolling(release, console);
      case ReleaseStatus.Rolling r -> stillRolling(release, console);
    };
  }

  private static Optional<String> stillRolling(Release release, Console console) {
    console.refusal(
        "The deploy of " + release.version(),
        "it is still under way after " + LONGEST_ROLL_OUT.toHours() + " hours.",
        "paas releases shows what becomes of it.");
    return Optional.of("the deploy is not finished");
  }

  private ReleaseStatus settled(Release release) {
    try {
      return deployer.await(
          release.id(),
          LONGEST_ROLL_OUT,
          () -> releases.find(release.id()).map(Release::status).orElse(release.status()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return release.status();
    }
  }

  private static void warnOfSubmodules(CommitTree tree, Console console) {
    try {
      if (!tree.submodules().isEmpty()) {
        console.line(
            " !     Submodules are not fetched; these directories stay empty: "
                + String.join(", ", tree.submodules()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
