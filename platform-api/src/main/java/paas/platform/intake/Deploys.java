package paas.platform.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.PlatformSettings;
import paas.platform.build.BuildOutcome;
import paas.platform.build.Builds;
import paas.platform.deploy.Deployer;
import paas.platform.deploy.Journal;
import paas.platform.deploy.Outcome;
import paas.platform.deploy.Progress;
import paas.platform.fault.Rejected;
import paas.platform.fault.Unavailable;
import paas.platform.release.Release;
import paas.platform.store.ReleaseDraft;
import paas.platform.store.ReleaseStore;

/**
 * What every deploy does, whatever brought it: make an image, record the release, follow its
 * roll-out. Up to the record a requester who leaves cancels everything; after it nothing does.
 */
public final class Deploys {
  /** Longer than a release phase and a boot may take together. */
  private static final Duration LONGEST_ROLL_OUT = Duration.ofHours(2);

  private static final String LEFT =
      "Cancelled: whoever asked for it went away before the release.";

  static final CanaryCheck.Obstacle LOCKED_OUT =
      new CanaryCheck.Obstacle(
          "the token of whoever asked for it is not valid any more, or their part in the app was"
              + " ended.",
          "you may not deploy this app any more");

  private final Builds builds;
  private final ReleaseStore releases;
  private final Deployer deployer;
  private final Progress progress;
  private final Journal journal;
  private final PlatformSettings platform;
  private final StrictCheck strict;
  private final CanaryCheck canaries;
  private final Afterwards afterwards;
  private final Ends ends;
  private final Claims claims = new Claims();
  private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

  Deploys(
      Builds builds,
      ReleaseStore releases,
      Deployer deployer,
      Progress progress,
      Journal journal,
      PlatformSettings platform,
      StrictCheck strict,
      CanaryCheck canaries,
      Afterwards afterwards,
      Ends ends) {
    this.builds = builds;
    this.ends = ends;
    this.releases = releases;
    this.deployer = deployer;
    this.progress = progress;
    this.journal = journal;
    this.platform = platform;
    this.strict = strict;
    this.canaries = canaries;
    this.afterwards = afterwards;
  }

  /**
   * Deploys at once, and blocks until the release is live; returns why it is refused, or nothing.
   * Refused where another deploy of the app is under way.
   */
  public Optional<String> now(
      Deployment deployment, Console console, Requester requester, Notes notes) {
    App app = deployment.app();
    Optional<String> other = claims.take(app.id(), deployment.by());
    if (other.isPresent()) {
      console.refusal(
          "The deploy",
          other.get() + " is deploying " + app.name() + " right now.",
          "Wait until that has ended (paas logs --tail), then try again.");
      return Optional.of("another deploy is under way");
    }
    try {
      UUID build = builds.begin(app, deployment.version(), deployment.by());
      return run(deployment, build, console, requester, notes, why -> ends.fail(build, why));
    } finally {
      claims.give(app.id());
    }
  }

  /** Told why a build came to nothing. */
  @FunctionalInterface
  interface Failing {
    void because(String why);
  }

  /** Waits for its turn; false when the requester left before it came. The caller gives it back. */
  boolean await(App app, String by, Console console, Requester requester)
      throws InterruptedException {
    return claims.await(
        app.id(),
        by,
        requester,
        holder -> console.heading("Waiting until the deploy by " + holder + " has ended"));
  }

  void give(AppId app) {
    claims.give(app);
  }

  /** The same as {@link #now} for a build that is recorded already, by whoever holds the app. */
  Optional<String> run(
      Deployment deployment,
      UUID build,
      Console asker,
      Requester requester,
      Notes notes,
      Failing failing) {
    underWay.add(build);
    try (Builds.Output kept = builds.output(build)) {
      Console console = asker.and(kept::line);
      Optional<CanaryCheck.Obstacle> obstacle = canaries.to(deployment);
      Optional<String> refusal;
      if (obstacle.isPresent()) {
        failing.because(obstacle.get().why());
        refusal = refused(obstacle.get(), console);
      } else {
        refusal = built(deployment, build, console, requester, notes, failing);
      }
      notes.ended(refusal.isEmpty());
      return refusal;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      failing.because(String.valueOf(e.getMessage()));
      throw e;
    } finally {
      underWay.remove(build);
    }
  }

  private static Optional<String> refused(CanaryCheck.Obstacle obstacle, Console console) {
    console.refusal("The deploy", obstacle.why(), "");
    return Optional.of(obstacle.summary());
  }

  private Optional<String> built(
      Deployment deployment,
      UUID build,
      Console console,
      Requester requester,
      Notes notes,
      Failing failing)
      throws IOException {
    return switch (made(deployment, build, console, requester)) {
      case BuildOutcome.Built built -> {
        Optional<String> objection = objection(deployment.app(), built, console);
        yield objection.isPresent()
            ? objection
            : release(deployment, built, console, requester, notes);
      }
      case BuildOutcome.Failed failed -> {
        failing.because(failed.summary());
        console.refusal(failed.phase(), failed.cause(), failed.advice());
        yield Optional.of("the build failed");
      }
    };
  }

  private static BuildOutcome made(
      Deployment deployment, UUID build, Console console, Requester requester) {
    try {
      return deployment.maker().make(build, console, requester::whenGone);
    } catch (Rejected | Unavailable e) {
      return sourceFailed(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return sourceFailed(Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName()));
    }
  }

  private static BuildOutcome sourceFailed(String why) {
    return new BuildOutcome.Failed("The source", why, "", "source: " + why);
  }

  /** Tells what the twelve-factor check has against it, and discards it then. */
  private Optional<String> objection(App app, BuildOutcome.Built built, Console console) {
    return strict
        .to(app, built.slug())
        .map(objection -> {
          console.refusal("The twelve-factor check", objection.cause(), objection.advice());
          builds.discard(built, "twelve-factor check: " + objection.cause());
          return "the twelve-factor check is strict";
        });
  }

  private Optional<String> release(
      Deployment deployment,
      BuildOutcome.Built built,
      Console console,
      Requester requester,
      Notes notes)
      throws IOException {
    App app = deployment.app();
    try (Progress.Subscription heard = progress.listen(app.id(), console::line)) {
      if (!requester.stillAllowed()) {
        return discarded(built, LOCKED_OUT, console);
      }
      if (builds.isCancelled(built.build()) || !requester.commit()) {
        builds.discard(built, LEFT);
        return Optional.of("it was cancelled before the release");
      }
      // What is in the way may have come since the build began.
      Optional<CanaryCheck.Obstacle> obstacle = canaries.to(deployment);
      if (obstacle.isPresent()) {
        return discarded(built, obstacle.get(), console);
      }
      try {
        notes.beforeRelease();
      } catch (Rejected e) {
        String why = String.valueOf(e.getMessage());
        return discarded(
            built, new CanaryCheck.Obstacle(why, "the branch has moved meanwhile"), console);
      }
      Optional<Release> former = releases.serving(app.id());
      Release release;
      try {
        release = builds.release(app.id(), built, draft(deployment, built));
      } catch (Rejected e) {
        String why = String.valueOf(e.getMessage());
        return discarded(built, CanaryCheck.Obstacle.canary(why), console);
      }
      launch(deployment, release, console);
      return follow(app, release, former, console);
    }
  }

  private Optional<String> discarded(
      BuildOutcome.Built built, CanaryCheck.Obstacle obstacle, Console console) {
    builds.discard(built, obstacle.why());
    return refused(obstacle, console);
  }

  private static ReleaseDraft draft(Deployment deployment, BuildOutcome.Built built) {
    String title = Deployment.title(built.slug().commit());
    ReleaseDraft whole =
        new ReleaseDraft.NewSlug(built.slug(), built.setup(), deployment.by(), title);
    return deployment
        .canary()
        .<ReleaseDraft>map(percent -> new ReleaseDraft.Tried(whole, percent))
        .orElse(whole);
  }

  private void launch(Deployment deployment, Release release, Console console) {
    AppId app = deployment.app().id();
    String by = " by user " + deployment.by();
    journal.event(app, release.description() + by);
    journal.event(app, "Release " + release.version() + " created" + by);
    console.heading("Launching " + release.version() + "...");
    deployer.wake(app);
  }

  private Optional<String> follow(
      App app, Release release, Optional<Release> former, Console console) {
    return switch (settled(release)) {
      case Outcome.Live live -> {
        console.detail("Released " + release.version());
        console.detail(
            Unserved.reached(app.name(), platform.url(app.name()), release.slug()) + " deployed");
        afterwards.of(app, release, former, console);
        yield Optional.empty();
      }
      case Outcome.Failed failed -> {
        console.refusal(
            "The deploy of " + release.version(),
            failed.why(),
            "Mend it and push again; paas logs --app " + app.name() + " shows more.");
        yield Optional.of("the deploy failed");
      }
      case Outcome.Aborted aborted -> {
        console.warning(
            "The deploy of "
                + release.version()
                + " was aborted: "
                + aborted.why()
                + "\nThe former release keeps serving.");
        yield Optional.of("the canary was aborted");
      }
      case Outcome.Tried tried -> {
        console.detail("Released " + release.version() + " as a canary beside the live release");
        console.detail("All requests for it: paas releases:promote --app " + app.name());
        console.detail("None: paas releases:abort --app " + app.name());
        yield Optional.empty();
      }
      case Outcome.Late late -> stillRolling(release, console);
    };
  }

  private static Optional<String> stillRolling(Release release, Console console) {
    console.refusal(
        "The deploy of " + release.version(),
        "it is still under way after " + LONGEST_ROLL_OUT.toHours() + " hours.",
        "paas releases shows what becomes of it.");
    return Optional.of("the deploy is not finished");
  }

  private Outcome settled(Release release) {
    try {
      return deployer.await(
          release.id(),
          LONGEST_ROLL_OUT,
          () -> releases.find(release.id()).map(Release::status).orElse(release.status()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Late();
    }
  }

  /** Whether this build, or the roll-out of what it became, goes on: more output may come. */
  public boolean underWay(UUID build) {
    return underWay.contains(build);
  }
}
