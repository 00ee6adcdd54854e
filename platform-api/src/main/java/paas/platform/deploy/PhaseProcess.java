package paas.platform.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.deploy.scratch.Excess;
import paas.platform.deploy.scratch.Excesses;
import paas.platform.formation.Size;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.Slug;
import paas.runner.ImageDigest;
import paas.runner.OneOff;
import paas.runner.OneOffSpec;
import paas.runner.OneOffs;
import paas.runner.RunningOneOff;

/**
 * Runs a command of a release in an attached one-off with the release's config; what it prints goes
 * to the app's log, to the pusher and to the release's file.
 */
final class PhaseProcess {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final OneOffs oneOffs;
  private final Launch launch;
  private final Journal journal;
  private final Progress progress;
  private final ReleaseOutput output;
  private final DeploySettings settings;
  private final Function<AppId, Size> sizes;
  private final Excesses excesses;

  /**
   * @param sizes what the release phases of an app may use; its postdeploy script may, too
   */
  PhaseProcess(
      OneOffs oneOffs,
      Launch launch,
      Journal journal,
      Progress progress,
      ReleaseOutput output,
      DeploySettings settings,
      Function<AppId, Size> sizes,
      Excesses excesses) {
    this.oneOffs = oneOffs;
    this.launch = launch;
    this.journal = journal;
    this.progress = progress;
    this.output = output;
    this.settings = settings;
    this.sizes = sizes;
    this.excesses = excesses;
  }

  /**
   * Blocks until it ended, {@code settings.releasePhase()} at most; a recall stops it. Returns how
   * it failed, or nothing; {@code type} names the one-off, {@code title} is for people.
   */
  Optional<String> run(
      App app, Release release, String type, String title, String command, Recall recall) {
    String process = type + "." + release.version().number();
    progress.line(app.id(), "-----> Running the " + title + ": " + command);
    endFormer(app, type);
    journal.platform(app.id(), process, "Starting process with command `" + command + "`");
    long started = System.nanoTime();
    int code;
    String why;
    try (PhaseFile file = output.open(app.id(), release.id());
        OneOff oneOff = oneOffs.start(spec(app, release, type, command))) {
      recall.onRecall(() -> oneOffs.stop(oneOff.id(), GRACE));
      oneOff.closeStdin();
      code = pump(app, process, oneOff, file);
      why = excesses.of(oneOff.id()).map(Excess::because).orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    journal.platform(app.id(), process, "Process exited with status " + code);
    return failure(code, why, Duration.ofNanos(System.nanoTime() - started))
        .map(how -> "The %s `%s` %s".formatted(title, command, how));
  }

  /**
   * One whose output the engine broke off, or whose start it never confirmed, may run on unseen:
   * two migrations at once would be worse than one that was cut short.
   */
  private void endFormer(App app, String type) {
    for (RunningOneOff former : oneOffs.list(launch.key(app))) {
      if (!former.detached() && former.type().equals(type)) {
        journal.platform(
            app.id(),
            former.name(),
            "Stopped: Docker lost sight of it, and the next one is to run");
        oneOffs.stop(former.id(), GRACE);
        oneOffs.remove(former.id());
      }
    }
  }

  private Optional<String> failure(int code, String why, Duration ran) {
    if (code != 0 && ran.compareTo(settings.releasePhase()) >= 0) {
      return Optional.of(
          "was stopped after %d minutes, the longest it may run."
              .formatted(settings.releasePhase().toMinutes()));
    }
    return code == 0 ? Optional.empty() : Optional.of("exited with status " + code + why + ".");
  }

  private int pump(App app, String process, OneOff oneOff, PhaseFile file) {
    PhaseLines lines =
        new PhaseLines(line -> {
          file.line(line);
          journal.output(app.id(), process, line);
          progress.line(app.id(), "       " + line);
        });
    int code = oneOff.await((stream, bytes) -> lines.accept(bytes));
    lines.end();
    return code;
  }

  private OneOffSpec spec(App app, Release release, String type, String command) {
    Slug slug = release.slug().orElseThrow();
    Size size = sizes.apply(app.id());
    int ordinal = Math.toIntExact(release.version().number());
    return new OneOffSpec(
        launch.key(app),
        type,
        ordinal,
        release.version().number(),
        new ImageDigest(slug.image().value()),
        slug.lineStarter(),
        Optional.of(command),
        launch.environment(app, release, type + "." + ordinal, size),
        launch.limits(size),
        launch.oneOffSandbox(app, ProcessType.WEB),
        Optional.empty(),
        GRACE,
        settings.releasePhase());
  }
}
