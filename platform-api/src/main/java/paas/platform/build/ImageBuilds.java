package paas.platform.build;

import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;
import paas.builder.BuildLimits;
import paas.builder.BuildOutput;
import paas.builder.BuildResult;
import paas.builder.Builder;
import paas.builder.Sent;
import paas.platform.app.App;
import paas.platform.release.ImageDigest;

/** Builds that build nothing: their images were made elsewhere. Thread-safe, blocking. */
public final class ImageBuilds {
  private final Builder builder;
  private final BuildJournal journal;
  private final FreshImages fresh;
  private final BuildLimits limits;

  ImageBuilds(Builder builder, BuildJournal journal, FreshImages fresh, BuildLimits limits) {
    this.builder = builder;
    this.journal = journal;
    this.fresh = fresh;
    this.limits = limits;
  }

  /**
   * The one image of an archive that {@code docker save} wrote, in its turn among builds. {@code
   * whenGone} is given what to run if whoever asked leaves.
   */
  public BuildOutcome load(
      App app,
      UUID build,
      Path archive,
      String procfile,
      String version,
      Consumer<String> output,
      Consumer<Runnable> whenGone) {
    var sent = new Sent(build.toString(), Builds.key(app), archive, procfile, limits);
    try (FreshImages.Hold _ = fresh.hold()) {
      return outcome(build, version, builder.load(sent, told(app, output), whenGone));
    }
  }

  /** An image that the engine has: the app's own, or with {@code anybodys} one that is no app's. */
  public BuildOutcome adopt(
      App app,
      UUID build,
      String reference,
      boolean anybodys,
      String procfile,
      String version,
      Consumer<String> output) {
    try (FreshImages.Hold _ = fresh.hold()) {
      return outcome(
          build,
          version,
          builder.adopt(Builds.key(app), reference, anybodys, procfile, limits, told(app, output)));
    }
  }

  private BuildOutcome outcome(UUID build, String version, BuildResult result) {
    if (result instanceof BuildResult.Built built) {
      fresh.made(new ImageDigest(built.image()));
    }
    return Builds.outcome(build, version, result);
  }

  private BuildOutput told(App app, Consumer<String> output) {
    return line -> {
      output.accept(line);
      journal.output(app.id(), "build", line);
    };
  }
}
